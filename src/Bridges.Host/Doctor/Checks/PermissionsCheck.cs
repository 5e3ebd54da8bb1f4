using Bridges.Core;
using Bridges.Matrix;

namespace Bridges.Host.Doctor;

/// <summary>Somebody on this homeserver may use the bridge, and those who are named exist.</summary>
internal sealed class PermissionsCheck : IDoctorCheck
{
    private const string Subject = "permissions";
    private const string Everybody = "*";

    public async Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        if (patient.IsMistaken)
        {
            return [];
        }

        var server = patient.Configuration.Homeserver.ServerName;
        if (!patient.Configuration.Permissions.Any(entry => entry.Value >= PermissionLevel.User && IsOf(entry.Key, server)))
        {
            return
            [
                DoctorFinding.Wrong(
                    Subject, $"Nobody of {server} may use the bridge: neither the server, nor one of its users, nor \"*\" is 'user' or 'admin'. Whoever writes to the bot gets no answer.",
                    $"Under permissions write \"{server}\": user, and \"@YOU:{server}\": admin"),
            ];
        }

        if (patient.Configuration.Permissions.TryGetValue(Everybody, out var level) && level == PermissionLevel.Admin)
        {
            return
            [
                DoctorFinding.Wrong(
                    Subject, "Everybody of every homeserver is admin: whoever writes to the bot sees and ends the accounts of all.",
                    $"Under permissions write \"@YOU:{server}\": admin in its place, and \"{server}\": user for those of your homeserver"),
            ];
        }

        var names = patient.Configuration.Permissions.Keys.Where(who => IsNameAlone(who, server)).Select(who => DoctorFinding.Wrong(
            Subject, $"They name '{who}', which is read as a server of that name.", $"If a user is meant, write \"@{who}:{server}\" in its place.")).ToList();
        foreach (var who in patient.Configuration.Permissions.Keys)
        {
            if (await JudgeRelatedAsync(patient, who, server, cancellationToken) is { } related)
            {
                names.Add(related);
            }
        }

        return [.. names, .. patient.TokenIsKnown ? await LookForUsersAsync(patient, server, isFine: names.Count == 0, cancellationToken) : []];
    }

    /// <summary>
    /// Of matrix.example.org and example.org one is usually the homeserver's address alone, which stands in nobody's user id. Told where that is seen, or where
    /// the only admins are of there.
    /// </summary>
    private static async Task<DoctorFinding?> JudgeRelatedAsync(Patient patient, string who, string server, CancellationToken cancellationToken)
    {
        var isUser = UserId.TryParse(who, out var user);
        var name = isUser ? user.ServerName : who;
        if (!name.EndsWith($".{server}", StringComparison.Ordinal) && !server.EndsWith($".{name}", StringComparison.Ordinal))
        {
            return null;
        }

        var permissions = patient.Configuration.Permissions;
        var isOnlyAdmin = permissions[who] == PermissionLevel.Admin && !permissions.Any(entry => entry.Value == PermissionLevel.Admin && IsOf(entry.Key, server));
        var isOurs = name == patient.Homeserver.Url.Host
            || (Uri.TryCreate($"https://{name}/", UriKind.Absolute, out var address) && await patient.Homeserver.NameAtAsync(address, cancellationToken) == server);
        return isOurs || isOnlyAdmin
            ? DoctorFinding.Wrong(
                Subject, $"They name {who}, but the ids of this homeserver's users end in :{server}{(isOurs ? $"; {name} is only where it is reached" : ", and nobody of there is admin")}.",
                $"Write \"{(isUser ? $"@{user.Localpart}:{server}" : server)}\" in its place.")
            : null;
    }

    /// <summary>A server that others reach has a dot or a port in its name.</summary>
    private static bool IsNameAlone(string who, string server) => who != "*" && who != server && who.IndexOfAny(['@', '.', ':']) < 0;

    private static bool IsOf(string who, string server) => who == "*" || who == server || (UserId.TryParse(who, out var user) && user.ServerName == server);

    private static async Task<IReadOnlyList<DoctorFinding>> LookForUsersAsync(Patient patient, string server, bool isFine, CancellationToken cancellationToken)
    {
        var findings = new List<DoctorFinding>();
        foreach (var who in patient.Configuration.Permissions.Keys.Where(who => who.StartsWith('@') && IsOf(who, server)))
        {
            var answer = await patient.Homeserver.GetAsync(
                $"/_matrix/client/v3/profile/{Uri.EscapeDataString(who)}", patient.Configuration.Appservice.AsToken.Reveal(), cancellationToken);
            // Of a user without a profile Synapse says so with another code than the specification's.
            if (answer is { Status: 404, ErrorCode: not MatrixErrorCodes.Unrecognized })
            {
                patient.UnknownUsers.Add(who);
                findings.Add(DoctorFinding.Wrong(Subject, $"The homeserver has no user {who}.", $"Correct the name under permissions, or make the user on the homeserver."));
            }
        }

        return findings.Count > 0 || !isFine ? findings : [DoctorFinding.Fine($"{Subject} name people who exist")];
    }
}
