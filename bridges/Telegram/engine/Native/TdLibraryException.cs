namespace Bridges.Telegram.Engine;

/// <summary>TDLib is not there or cannot be used. The message is for the admin.</summary>
internal sealed class TdLibraryException(string message, Exception? innerException = null) : Exception(message, innerException);
