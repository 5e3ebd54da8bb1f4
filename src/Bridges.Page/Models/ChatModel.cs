namespace Bridges.Page.Models;

/// <summary>A chat with its room.</summary>
public sealed record ChatModel(string NetworkName, string Name, string Room);
