namespace Bridges.Host.Doctor;

/// <summary>
/// One cause is told as one error. Everything about registrations follows from a homeserver that is another than the configured one; what the homeserver
/// makes of a document that is out of date follows from that; and where it knows neither document, they were not given to it yet.
/// </summary>
internal static class SharedCause
{
    /// <summary>The first cause of these that is there counts; what has one of those beside it follows from it, and so do further findings of its own kind.</summary>
    private static readonly IReadOnlyList<(DoctorCause Cause, string Why, DoctorCause[] Following)> Order =
    [
        (DoctorCause.OtherHomeserver, "see {0}", [DoctorCause.RegistrationOnDisk, DoctorCause.RegistrationLoaded, DoctorCause.RegistrationNotLoaded, DoctorCause.RegistrationOverlaps]),
        (DoctorCause.RegistrationOnDisk, "most likely since {0} is out of date", [DoctorCause.RegistrationLoaded, DoctorCause.RegistrationNotLoaded, DoctorCause.RegistrationOverlaps]),
        (DoctorCause.RegistrationNotLoaded, "see {0}", []),
        (DoctorCause.RegistrationLoaded, "see {0}", []),
    ];

    public static IReadOnlyList<DoctorFinding> Join(IReadOnlyList<DoctorFinding> findings)
    {
        foreach (var (cause, why, following) in Order)
        {
            if (findings.FirstOrDefault(finding => finding.Verdict == DoctorVerdict.Wrong && finding.Cause == cause) is { } first)
            {
                return [.. findings.Select(finding => finding != first && finding.Verdict == DoctorVerdict.Wrong && (finding.Cause == cause || following.Contains(finding.Cause))
                    ? DoctorFinding.NotChecked(finding.Subject, $"{finding.Problem} ({string.Format(System.Globalization.CultureInfo.InvariantCulture, finding.Cause == cause ? "see {0}" : why, first.Subject)})")
                    : finding)];
            }
        }

        return findings;
    }
}
