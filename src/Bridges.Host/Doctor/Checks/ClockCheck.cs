namespace Bridges.Host.Doctor;

/// <summary>This machine and the homeserver's agree on the time.</summary>
internal sealed class ClockCheck : IDoctorCheck
{
    private const string Subject = "clocks agree";
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(30);

    public async Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        if (!patient.HomeserverAnswers)
        {
            return [];
        }

        var answer = await patient.Homeserver.GetAsync("/_matrix/client/versions", token: null, cancellationToken);
        if (answer.Date is not { } date)
        {
            return [DoctorFinding.NotChecked(Subject, "the homeserver's answers have no date")];
        }

        var difference = patient.TimeProvider.GetUtcNow() - date;
        return
        [
            difference.Duration() <= Tolerance
                ? DoctorFinding.Fine(Subject)
                : DoctorFinding.Wrong(
                    Subject,
                    $"This machine's clock is {Math.Round(difference.Duration().TotalSeconds)} s {(difference > TimeSpan.Zero ? "ahead of" : "behind")} the homeserver's, so messages would be dated and ordered wrongly.",
                    "Let both keep time: timedatectl set-ntp true"),
        ];
    }
}
