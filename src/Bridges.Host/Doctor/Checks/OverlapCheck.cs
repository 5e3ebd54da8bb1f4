using Bridges.Matrix;

namespace Bridges.Host.Doctor;

/// <summary>
/// No other application service claims the bridge's users for itself. A homeserver says so only to whoever registers such a user:
/// one ghost that stands for nobody is registered for it, once and for all, and the bot if it is there already.
/// </summary>
internal sealed class OverlapCheck : IDoctorCheck
{
    private const string Subject = "no other application service claims the bridge's users";
    private const string Register = "/_matrix/client/v3/register";

    public async Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        if (!patient.TokenIsKnown)
        {
            return [];
        }

        List<DoctorFinding> findings = [];
        if (patient.GhostsAreOurs)
        {
            findings.AddRange(await AskAsync(patient, patient.DoctorGhost, "appservice.ghost_prefix", cancellationToken));
            patient.DoctorGhostExists = findings is [{ Verdict: DoctorVerdict.Fine }];
        }

        if (await BotExistsAsync(patient, cancellationToken))
        {
            findings.AddRange(await AskAsync(patient, patient.Configuration.Appservice.Bot, "appservice.bot", cancellationToken));
        }

        return findings.Find(finding => finding.Verdict == DoctorVerdict.Wrong) is { } wrong ? [wrong] : [.. findings.Take(1)];
    }

    private static async Task<bool> BotExistsAsync(Patient patient, CancellationToken cancellationToken)
    {
        var path = $"/_matrix/client/v3/account/whoami?user_id={Uri.EscapeDataString(patient.Bot)}";
        return (await patient.Homeserver.GetAsync(path, patient.Configuration.Appservice.AsToken.Reveal(), cancellationToken)).IsSuccess;
    }

    private static async Task<IReadOnlyList<DoctorFinding>> AskAsync(Patient patient, string localpart, string key, CancellationToken cancellationToken)
    {
        var answer = await patient.Homeserver.PostJsonAsync(
            Register, patient.Configuration.Appservice.AsToken.Reveal(),
            $$"""{"type":"m.login.application_service","username":"{{localpart}}","inhibit_login":true}""", cancellationToken);
        return answer switch
        {
            { IsSuccess: true } or { ErrorCode: MatrixErrorCodes.UserInUse } => [DoctorFinding.Fine(Subject)],
            { ErrorCode: MatrixErrorCodes.Exclusive } =>
            [
                DoctorFinding.Wrong(
                    Subject,
                    $"The homeserver keeps @{localpart}:{patient.Configuration.Homeserver.ServerName} for another application service as well: the registration of that one has an exclusive namespace that overlaps the bridge's, so people of the networks cannot be shown.",
                    $"In the homeserver's registrations (Synapse: the files under app_service_config_files) look for another one whose namespaces.users match it with 'exclusive: true'. Take it out or narrow it and restart the homeserver; or set {key} to something else, run 'bridges registration' and give the homeserver the document again.") with { Cause = DoctorCause.RegistrationOverlaps },
            ],
            { IsOfMatrix: false } when HomeserverRefusal.Explain(answer, patient.Homeserver.Url, Register) is var (problem, mend) => [DoctorFinding.Wrong("people of the networks can be made", problem, mend)],
            // What it says of the registration itself is told by other checks.
            _ => [],
        };
    }
}
