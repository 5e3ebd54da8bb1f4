namespace Bridges.Host.Doctor;

/// <summary>
/// One cause is told as one error: what the homeserver makes of a registration that is out of date follows from that, and where it
/// knows neither of the two, they were not given to it yet.
/// </summary>
internal static class SharedCause
{
    public static IReadOnlyList<DoctorFinding> Join(IReadOnlyList<DoctorFinding> findings)
    {
        if (First(findings, DoctorCause.RegistrationOnDisk) is { } onDisk)
        {
            return Follow(findings, $"most likely since {onDisk.Subject} is out of date", DoctorCause.RegistrationLoaded, DoctorCause.RegistrationNotLoaded);
        }

        return First(findings, DoctorCause.RegistrationNotLoaded) is { } first
            ? [.. findings.TakeWhile(finding => finding != first), first, .. Follow([.. findings.SkipWhile(finding => finding != first).Skip(1)], $"see {first.Subject}", DoctorCause.RegistrationNotLoaded)]
            : findings;
    }

    private static DoctorFinding? First(IReadOnlyList<DoctorFinding> findings, DoctorCause cause) =>
        findings.FirstOrDefault(finding => finding.Verdict == DoctorVerdict.Wrong && finding.Cause == cause);

    /// <summary>What has one of these causes is told as what follows.</summary>
    private static IReadOnlyList<DoctorFinding> Follow(IReadOnlyList<DoctorFinding> findings, string why, params DoctorCause[] causes) =>
    [
        .. findings.Select(finding => finding.Verdict == DoctorVerdict.Wrong && causes.Contains(finding.Cause)
            ? DoctorFinding.NotChecked(finding.Subject, $"{finding.Problem} ({why})")
            : finding),
    ];
}
