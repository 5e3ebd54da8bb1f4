using Bridges.Host.Configuration;
using Bridges.Matrix;

namespace Bridges.Host.Doctor;

/// <summary>The companion registration is loaded, so that the bridge can act as the homeserver's own users.</summary>
internal sealed class DoublePuppetCheck : IDoctorCheck
{
    private const string Subject = "double puppets";
    private const string WhoAmI = "/_matrix/client/v3/account/whoami";

    public async Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        if (!patient.HomeserverAnswers || patient.IsMistaken)
        {
            return [];
        }

        if (patient.Configuration.DoublePuppet is not { Enabled: true, AsToken: { } token })
        {
            return [DoctorFinding.NotChecked(Subject, "switched off (double_puppet.enabled)")];
        }

        var plain = await patient.Homeserver.GetAsync(WhoAmI, token.Reveal(), cancellationToken);
        if (plain.Status == 401)
        {
            return
            [
                DoctorFinding.Wrong(
                    Subject, "The homeserver does not know double_puppet.as_token: the companion registration is not loaded.",
                    HomeserverInstructions.Short(patient.RegistrationDirectory)) with { Cause = DoctorCause.RegistrationNotLoaded },
            ];
        }

        var someone = SomeoneOnTheServer(patient);
        var answer = await patient.Homeserver.GetAsync($"{WhoAmI}?user_id={Uri.EscapeDataString(someone.Value)}", token.Reveal(), cancellationToken);
        return
        [
            answer.IsSuccess && answer.Text("user_id") == someone.Value
                ? DoctorFinding.Fine($"{Subject} (tried as {someone})")
                : IsNobodyYet(patient.Configuration, someone, answer)
                ? DoctorFinding.Fine($"{Subject} (nobody to try it as yet: name a user in permissions, or start the bridge once)")
                : HomeserverRefusal.IsShutOut(answer)
                ? DoctorFinding.Wrong(
                    Subject, $"An administrator of the homeserver has shut {someone} out, whom the permissions name: {answer.Describe()}.",
                    $"Take {someone} out of permissions, or let them in again. Synapse, as an administrator: PUT /_synapse/admin/v2/users/{someone} with {{\"deactivated\": false, \"locked\": false}}")
                : answer.IsSuccess
                ? DoctorFinding.Wrong(
                    Subject, $"Asked with double_puppet.as_token for {someone}, the homeserver answers for {answer.Text("user_id")}: the token is somebody else's, such as a user's own.",
                    $"Give double_puppet.as_token a value of its own (openssl rand -hex 32). {HomeserverInstructions.Short(patient.RegistrationDirectory)}") with { Cause = DoctorCause.RegistrationLoaded }
                : DoctorFinding.Wrong(
                    Subject, $"The bridge may not act as {someone}: the homeserver answers {answer.Describe()}.",
                    $"If {someone} exists, the companion registration's namespace does not fit the server's name. {HomeserverInstructions.Short(patient.RegistrationDirectory)}") with { Cause = DoctorCause.RegistrationLoaded },
        ];
    }

    /// <summary>Before the first start the bot is not registered, and a homeserver lets nobody act as a user that it does not have.</summary>
    private static bool IsNobodyYet(BridgesConfiguration configuration, UserId someone, ProbeAnswer answer) =>
        someone == configuration.ToCoreOptions().Bot
        && answer is { Failure: ProbeFailure.None, Status: 403 }
        && answer.Text("error") is { } error && !error.Contains("masquerade", StringComparison.OrdinalIgnoreCase) && !error.Contains("namespace", StringComparison.OrdinalIgnoreCase);

    // A person whom the permissions name; else the bot, which exists once the bridge has run.
    private static UserId SomeoneOnTheServer(Patient patient) =>
        patient.Configuration.Permissions.Keys.Where(who => !patient.UnknownUsers.Contains(who))
            .Select(who => UserId.TryParse(who, out var user) ? user : default)
            .FirstOrDefault(user => user.Value is not null && user.ServerName == patient.Configuration.Homeserver.ServerName) is { Value: not null } named
            ? named
            : patient.Configuration.ToCoreOptions().Bot;
}
