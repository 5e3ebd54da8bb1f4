using Bridges.Core;

namespace Bridges.Host.Provisioning;

/// <summary>A person on the network.</summary>
internal sealed record PersonBody(string Id, string Name, string? AvatarUrl, IReadOnlyList<string> Identifiers, string? Mxid, string? DmRoomMxid)
{
    public static PersonBody Of(FoundPerson person, string network) => new(
        person.Details.Id.Value,
        person.Details.Name,
        person.Avatar?.ToString(),
        [.. new[] { person.Details.Phone is { } phone ? $"tel:{phone}" : null, person.Details.Username is { } username ? $"{network}:{username}" : null }.OfType<string>()],
        person.Ghost?.Value,
        person.Room?.Value);
}
