package org.offlineimap.config;

/**
 * Python code from the rc file, not looked at yet. Immutable.
 *
 * @param text the expression, after interpolation, lines joined with LF
 * @param at where it stands
 */
public record PythonExpression(String text, Location at) {}
