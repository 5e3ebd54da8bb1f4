namespace Bridges.Abstractions;

/// <summary>A converted file.</summary>
public sealed record ConvertedMedia(string Path, MediaDescription Description);
