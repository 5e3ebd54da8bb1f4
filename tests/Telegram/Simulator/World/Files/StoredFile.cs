namespace Bridges.Telegram.Simulator.World;

/// <summary>A file on the server.</summary>
internal sealed class StoredFile(long id, FileContent? content)
{
    public long Id { get; } = id;

    public long AccessHash { get; } = (id * 104_729) + 5;

    /// <summary>Null: it has a size and nothing to fetch.</summary>
    public FileContent? Content { get; } = content;
}
