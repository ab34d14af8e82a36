# Sourced. The JVM's flags: an AOT cache is only taken by a run with the flags it was made with.
#   Serial GC, C1      the quickest start, the least memory
#   Xlog               the JVM itself never prints on stdout or stderr
#   UsePerfData        no file in /tmp for every run
flags="-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xlog:disable -Xlog:all=off"
