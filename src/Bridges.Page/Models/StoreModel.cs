namespace Bridges.Page.Models;

/// <summary>Something that is kept on disk, and how large it is.</summary>
public sealed record StoreModel(string Name, string Size);
