namespace Bridges.Host.Doctor;

/// <summary>One cause is told as one error: what the homeserver makes of a registration that is out of date follows from that.</summary>
internal static class SharedCause
{
    public static IReadOnlyList<DoctorFinding> Join(IReadOnlyList<DoctorFinding> findings) =>
        findings.FirstOrDefault(finding => finding is { Verdict: DoctorVerdict.Wrong, Cause: DoctorCause.RegistrationOnDisk }) is not { } cause
            ? findings
            : [.. findings.Select(finding => finding is { Verdict: DoctorVerdict.Wrong, Cause: DoctorCause.RegistrationLoaded }
                ? DoctorFinding.NotChecked(finding.Subject, $"{finding.Problem} (most likely since {cause.Subject} is out of date)")
                : finding)];
}
