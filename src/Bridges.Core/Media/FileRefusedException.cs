namespace Bridges.Core.Media;

/// <summary>A file is not and will not be carried; the message says why, to its readers.</summary>
internal sealed class FileRefusedException(string message, Exception? innerException = null) : Exception(message, innerException);
