
namespace Bridges.Host.Doctor;

/// <summary>No message waits for a decision. Only the running host is asked: opening its database would bring it up to date.</summary>
internal sealed class DeadLettersCheck : IDoctorCheck
{
    private const string Subject = "messages";

    public async Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        if (patient.RunningHost is not { } host)
        {
            return [];
        }

        try
        {
            var letters = await host.ListDeadLettersAsync(cancellationToken);
            return
            [
                letters.Count == 0
                    ? DoctorFinding.Fine("no message was given up")
                    : DoctorFinding.Wrong(Subject, $"{letters.Count} could not be delivered and wait for a decision.", "See 'bridges dead-letters list'; 'retry' brings them back, 'drop' gives them up.") with { Cause = DoctorCause.GivenUpMessages },
            ];
        }
        catch (CommandFailedException exception)
        {
            return [DoctorFinding.Wrong(Subject, exception.Message, "Restart the bridge if its configuration was changed; else see its log.")];
        }
    }
}
