# Sourced. The JVM's flags: an AOT cache is only taken by a run with the flags it was made with.
#   Serial GC, C1      the quickest start, the least memory
#   CompileThreshold   most methods of a short run are not called often enough to repay compiling
#   Xms                what a run with little to do needs, whatever the size of the machine
#   Xlog               the JVM itself never prints on stdout or stderr
#   UsePerfData        no file in /tmp for every run
flags="-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=4 -Xms40m -XX:-UsePerfData -Xlog:disable -Xlog:all=off"
