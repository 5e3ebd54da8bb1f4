namespace Bridges.Host.Provisioning;

/// <summary>A group that is to be made, as bridgev2 is told: the name has the form of the room's state event.</summary>
internal sealed record CreateGroupBody(CreateGroupBody.NameContent? Name, IReadOnlyList<string>? Participants)
{
    internal sealed record NameContent(string? Name);
}
