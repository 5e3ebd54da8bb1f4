namespace Bridges.Page.Models;

/// <summary>An account and how it stands.</summary>
public sealed record AccountCard(string Network, string NetworkName, string Account, string Name, string Owner, string State, string? Text)
{
    public bool NeedsLogin => State == "logged out";
}
