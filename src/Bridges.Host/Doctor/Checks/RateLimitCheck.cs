using Bridges.Matrix;

namespace Bridges.Host.Doctor;

/// <summary>
/// The registration that the homeserver has loaded frees the bridge of rate limits. Asks for more rooms than people may make at
/// once, in a version of rooms that no homeserver has, so that none is made: whoever is limited is told so before. Asks as a ghost,
/// since Synapse never limits the sender of a registration.
/// </summary>
internal sealed class RateLimitCheck : IDoctorCheck
{
    private const string Subject = "homeserver does not slow the bridge down";

    // Over the burst that Synapse lets everybody have by default (10); a homeserver that was given higher limits is not seen through.
    private const int Requests = 14;

    private const string NoRoom = """{"room_version":"bridges-doctor.none"}""";

    public async Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        if (!patient.DoctorGhostExists)
        {
            return [];
        }

        if (patient.HomeserverIsSlow)
        {
            return [DoctorFinding.NotChecked(Subject, "it answers too slowly for requests to follow each other fast enough to be limited")];
        }

        var ghost = $"@{patient.DoctorGhost}:{patient.Configuration.Homeserver.ServerName}";
        var path = $"/_matrix/client/v3/createRoom?user_id={Uri.EscapeDataString(ghost)}";
        for (var request = 0; request < Requests; request++)
        {
            var answer = await patient.Homeserver.PostJsonAsync(path, patient.Configuration.Appservice.AsToken.Reveal(), NoRoom, cancellationToken);
            if (answer.ErrorCode == MatrixErrorCodes.LimitExceeded)
            {
                return
                [
                    DoctorFinding.Wrong(
                        Subject, "It tells the bridge to wait after a few requests: the registration that it has loaded has rate_limited on, or is an older one. Messages would trickle in.",
                        $"See that 'rate_limited: false' stands in the document that the homeserver has. {HomeserverInstructions.Short(patient.RegistrationDirectory)}") with { Cause = DoctorCause.RegistrationLoaded },
                ];
            }

            if (answer is not { Failure: ProbeFailure.None, Status: >= 400 and < 500 })
            {
                return [DoctorFinding.NotChecked(Subject, $"asked for a room that cannot be, it answers {answer.Describe()}")];
            }
        }

        return [DoctorFinding.Fine(Subject)];
    }
}
