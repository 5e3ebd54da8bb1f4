using System.Globalization;

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
        var owned = JoinOwners(findings);
        foreach (var (cause, why, following) in Order)
        {
            if (First(owned, cause) is { } first)
            {
                return [.. owned.Select(finding => finding != first && finding.Verdict == DoctorVerdict.Wrong && (finding.Cause == cause || following.Contains(finding.Cause))
                    ? Follow(finding, string.Format(CultureInfo.InvariantCulture, finding.Cause == cause ? "see {0}" : why, first.Subject))
                    : finding)];
            }
        }

        return owned;
    }

    /// <summary>Whoever first tried the bridge as root owns nothing of it afterwards: one error, with all that is to be given away.</summary>
    private static IReadOnlyList<DoctorFinding> JoinOwners(IReadOnlyList<DoctorFinding> findings)
    {
        var all = findings.Where(finding => finding.OwnerCommand is not null).ToArray();
        if (all is not [var first, _, ..])
        {
            return findings;
        }

        return [.. findings.Select(finding =>
            finding == first ? DoctorFinding.OfAnotherUser(first.Subject, first.Problem!, string.Join("; ", all.SelectMany(one => one.OwnerCommand!.Split("; ")).Distinct(StringComparer.Ordinal)), string.Concat(all.Select(one => one.Otherwise)))
            : all.Contains(finding) ? Follow(finding, $"see {first.Subject}")
            : finding)];
    }

    private static DoctorFinding? First(IReadOnlyList<DoctorFinding> findings, DoctorCause cause) =>
        findings.FirstOrDefault(finding => finding.Verdict == DoctorVerdict.Wrong && finding.Cause == cause);

    private static DoctorFinding Follow(DoctorFinding finding, string why) => DoctorFinding.NotChecked(finding.Subject, $"{finding.Problem} ({why})");
}
