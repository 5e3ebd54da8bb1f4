namespace Bridges.Host.Doctor;

/// <summary>As whom systemd runs a service: the user, and the groups that count beside the user's own.</summary>
/// <param name="Group">In place of the user's first group (<c>Group=</c>); null where that one counts.</param>
/// <param name="Supplementary">Further groups (<c>SupplementaryGroups=</c>).</param>
internal sealed record ServiceIdentity(string User, string? Group, IReadOnlyList<string> Supplementary)
{
    public override string ToString() => (Group, Supplementary) switch
    {
        (null, []) => User,
        (null, _) => $"{User} (also in {string.Join(", ", Supplementary)})",
        (_, []) => $"{User} (group {Group})",
        _ => $"{User} (group {Group}, also in {string.Join(", ", Supplementary)})",
    };
}
