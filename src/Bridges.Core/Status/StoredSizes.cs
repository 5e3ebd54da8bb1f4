namespace Bridges.Core;

/// <summary>How much the bridge keeps on disk, in bytes.</summary>
/// <param name="Database">Null where the database cannot be asked.</param>
/// <param name="Folders">What lies in each of <see cref="CoreOptions.StoreFolders"/>.</param>
public sealed record StoredSizes(long? Database, IReadOnlyList<StoredSizes.Folder> Folders)
{
    /// <param name="Name">What is in it.</param>
    public sealed record Folder(string Name, long Bytes);
}
