namespace Bridges.Page.Models;

/// <summary>A setting that counts, and where it was written.</summary>
public sealed record SettingModel(string Key, string Value, string Source);
