package org.offlineimap.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * What one method asks of its reader. Immutable.
 *
 * @param where file:line name
 * @param lines lines between the braces of the body, comments and blank lines included
 * @param parameters declared parameters; 0 for a record's constructor, whose state they are
 * @param nesting control structures around the innermost statement; {@code else if} is no deeper
 */
record MethodShape(String where, int lines, int parameters, int nesting) {

  /** Every method with a body in the Java files below {@code folder}. */
  static List<MethodShape> under(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<MethodShape> all = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        all.addAll(in(folder.relativize(file).toString(), Files.readString(file)));
      }
      return List.copyOf(all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<MethodShape> in(String name, String source) {
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("memory:///" + name), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, List.of("-proc:none"), null, List.of(file));
    try {
      List<MethodShape> found = new ArrayList<>();
      for (CompilationUnitTree unit : task.parse()) {
        new MethodScanner(name, unit, Trees.instance(task).getSourcePositions(), found)
            .scan(unit, false);
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Visits methods; the argument says whether the enclosing class is a record. */
  private static final class MethodScanner extends TreeScanner<@Nullable Void, Boolean> {
    private final String name;
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<MethodShape> found;

    MethodScanner(
        String name, CompilationUnitTree unit, SourcePositions positions, List<MethodShape> found) {
      this.name = name;
      this.unit = unit;
      this.positions = positions;
      this.found = found;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, Boolean inRecord) {
      return super.visitClass(type, type.getKind() == Tree.Kind.RECORD);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, Boolean inRecord) {
      if (method.getBody() != null) {
        long first = line(positions.getStartPosition(unit, method.getBody()));
        long last = line(positions.getEndPosition(unit, method.getBody()));
        boolean recordConstructor = inRecord && method.getReturnType() == null;
        DepthScanner depth = new DepthScanner();
        depth.scan(method.getBody(), 0);
        found.add(
            new MethodShape(
                name + ":" + first + " " + method.getName(),
                (int) Math.max(last - first - 1, 0),
                recordConstructor ? 0 : method.getParameters().size(),
                depth.deepest));
      }
      return super.visitMethod(method, inRecord);
    }

    private long line(long position) {
      return unit.getLineMap().getLineNumber(position);
    }
  }

  /** Finds the deepest level; the argument is the level of what is visited. */
  private static final class DepthScanner extends TreeScanner<@Nullable Void, Integer> {
    private int deepest;

    private int below(int level) {
      deepest = Math.max(deepest, level + 1);
      return level + 1;
    }

    @Override
    public @Nullable Void visitIf(IfTree node, Integer level) {
      int inner = below(level);
      scan(node.getCondition(), level);
      scan(node.getThenStatement(), inner);
      Tree otherwise = node.getElseStatement();
      scan(otherwise, otherwise instanceof IfTree ? level : inner);
      return null;
    }

    @Override
    public @Nullable Void visitForLoop(ForLoopTree node, Integer level) {
      return super.visitForLoop(node, below(level));
    }

    @Override
    public @Nullable Void visitEnhancedForLoop(EnhancedForLoopTree node, Integer level) {
      return super.visitEnhancedForLoop(node, below(level));
    }

    @Override
    public @Nullable Void visitWhileLoop(WhileLoopTree node, Integer level) {
      return super.visitWhileLoop(node, below(level));
    }

    @Override
    public @Nullable Void visitDoWhileLoop(DoWhileLoopTree node, Integer level) {
      return super.visitDoWhileLoop(node, below(level));
    }

    @Override
    public @Nullable Void visitSwitch(SwitchTree node, Integer level) {
      return super.visitSwitch(node, below(level));
    }

    @Override
    public @Nullable Void visitSwitchExpression(SwitchExpressionTree node, Integer level) {
      return super.visitSwitchExpression(node, below(level));
    }

    @Override
    public @Nullable Void visitTry(TryTree node, Integer level) {
      return super.visitTry(node, below(level));
    }

    @Override
    public @Nullable Void visitSynchronized(SynchronizedTree node, Integer level) {
      return super.visitSynchronized(node, below(level));
    }

    /** A class inside a method has methods of its own, which are measured by themselves. */
    @Override
    public @Nullable Void visitClass(ClassTree node, Integer level) {
      return null;
    }
  }
}
