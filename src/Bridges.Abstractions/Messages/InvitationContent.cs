namespace Bridges.Abstractions;

/// <summary>An invitation into another chat.</summary>
/// <param name="Link">As <see cref="IJoinsChats"/> takes it.</param>
public sealed record InvitationContent(string ChatName, string? Link) : MessageContent
{
    public DateTimeOffset? ExpiresAt { get; init; }

    public RichText? Caption { get; init; }
}
