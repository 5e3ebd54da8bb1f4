namespace Bridges.Storage;

/// <summary>A name and the number that it has, or is to have.</summary>
internal readonly record struct NumberedName(long Number, string Name);
