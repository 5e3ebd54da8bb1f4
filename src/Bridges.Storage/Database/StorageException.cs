namespace Bridges.Storage;

/// <summary>The database did not do what was asked. The message is for the admin.</summary>
/// <param name="isTransient">Whether the same may work later: busy, full, out of reach.</param>
public sealed class StorageException(string message, bool isTransient, Exception? innerException = null) : Exception(message, innerException)
{
    public bool IsTransient { get; } = isTransient;
}
