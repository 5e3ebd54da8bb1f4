namespace Bridges.Abstractions;

/// <summary>A file could not be read or converted; the message says why in plain words.</summary>
public sealed class MediaConversionException(string message, Exception? innerException = null) : Exception(message, innerException);
