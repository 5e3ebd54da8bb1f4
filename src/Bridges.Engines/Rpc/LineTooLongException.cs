namespace Bridges.Engines.Rpc;

internal sealed class LineTooLongException(int maxLineBytes) : IOException($"a line longer than {maxLineBytes} bytes");
