using Bridges.Matrix;

namespace Bridges.Host.Doctor;

/// <summary>
/// The homeserver leaves us the ghosts that the configuration names: <c>ghost_prefix</c> may have been changed after the
/// registration was loaded. Asks who a ghost is that does not exist, and so makes none.
/// </summary>
internal sealed class NamespaceCheck : IDoctorCheck
{
    private const string Subject = "homeserver leaves the bridge its ghosts";

    public async Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        if (!patient.TokenIsKnown)
        {
            return [];
        }

        var configuration = patient.Configuration;
        var ghost = $"@{patient.DoctorGhost}:{configuration.Homeserver.ServerName}";
        var answer = await patient.Homeserver.GetAsync(
            $"/_matrix/client/v3/account/whoami?user_id={Uri.EscapeDataString(ghost)}", configuration.Appservice.AsToken.Reveal(), cancellationToken);
        patient.GhostsAreOurs = answer.IsSuccess || (answer.Status == 403 && !IsOutside(answer));
        return
        [
            answer switch
            {
                _ when patient.GhostsAreOurs => DoctorFinding.Fine(Subject),
                { Failure: ProbeFailure.None } when IsOutside(answer) => DoctorFinding.Wrong(
                    Subject, $"It does not let the bridge be {ghost} ({answer.Describe()}): the registration that it has loaded is for other users than appservice.ghost_prefix.",
                    HomeserverInstructions.Short(patient.RegistrationDirectory)) with { Cause = DoctorCause.RegistrationLoaded },
                _ => DoctorFinding.NotChecked(Subject, $"asked for {ghost}, it answers {answer.Describe()}"),
            },
            .. patient.GhostsAreOurs ? await CheckBotAsync(patient, cancellationToken) : [],
            .. await CheckWidthAsync(patient, cancellationToken),
        ];
    }

    /// <summary>Whether the bot, which may have been renamed since, is one of the bridge's users.</summary>
    private static async Task<IReadOnlyList<DoctorFinding>> CheckBotAsync(Patient patient, CancellationToken cancellationToken)
    {
        var answer = await patient.Homeserver.GetAsync(
            $"/_matrix/client/v3/account/whoami?user_id={Uri.EscapeDataString(patient.Bot)}", patient.Configuration.Appservice.AsToken.Reveal(), cancellationToken);
        return !answer.IsSuccess && IsOutside(answer)
            ?
            [
                DoctorFinding.Wrong(
                    "homeserver leaves the bridge its bot", $"It does not let the bridge be {patient.Bot} ({answer.Describe()}): the registration that it has loaded is for another bot than appservice.bot.",
                    HomeserverInstructions.Short(patient.RegistrationDirectory)) with { Cause = DoctorCause.RegistrationLoaded },
            ]
            : [];
    }

    /// <summary>Whether the main registration takes in somebody who is no ghost: such a person could neither log in nor be made.</summary>
    private static async Task<IReadOnlyList<DoctorFinding>> CheckWidthAsync(Patient patient, CancellationToken cancellationToken)
    {
        var nobody = $"@no-ghost-of-{patient.Configuration.Appservice.Bot}:{patient.Configuration.Homeserver.ServerName}";
        var answer = await patient.Homeserver.GetAsync(
            $"/_matrix/client/v3/account/whoami?user_id={Uri.EscapeDataString(nobody)}", patient.Configuration.Appservice.AsToken.Reveal(), cancellationToken);
        // Synapse tells a user of the namespace who is not there yet from one outside of it by its words alone.
        return answer.Text("error")?.Contains("has not registered this user", StringComparison.OrdinalIgnoreCase) == true
            ?
            [
                DoctorFinding.Wrong(
                    "homeserver leaves others to themselves",
                    "The registration that it has loaded takes in every user, and not the bridge's alone: an exclusive namespace of that width keeps people from logging in, and sends all that they write here.",
                    HomeserverInstructions.Short(patient.RegistrationDirectory)) with { Cause = DoctorCause.RegistrationLoaded },
            ]
            : [];
    }

    /// <summary>Outside of the namespace, and not merely unregistered. Homeservers have one code for both; Synapse "cannot masquerade", others speak of the namespace.</summary>
    private static bool IsOutside(ProbeAnswer answer) =>
        answer.ErrorCode == MatrixErrorCodes.Exclusive
        || (answer.Text("error") is { } error && (error.Contains("masquerade", StringComparison.OrdinalIgnoreCase) || error.Contains("namespace", StringComparison.OrdinalIgnoreCase)));
}
