using System.Text.Json;

namespace Bridges.Host.Doctor;

/// <summary>The homeserver speaks a specification that is new enough.</summary>
internal sealed class HomeserverVersionCheck : IDoctorCheck
{
    // v1.4: tokens in headers, timestamps on sent events, application service API under /_matrix/app/v1.
    private const int LeastMinor = 4;

    public Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        if (patient.Versions is not { } versions)
        {
            return Task.FromResult<IReadOnlyList<DoctorFinding>>([]);
        }

        var finding = Judge(versions.Json);
        // What it does not know is no second fault.
        patient.Versions = finding.Verdict == DoctorVerdict.Wrong ? null : versions;
        return Task.FromResult<IReadOnlyList<DoctorFinding>>([finding]);
    }

    /// <summary>The number behind <c>v1.</c> of the newest specification that is named; -1 for none.</summary>
    public static int Newest(JsonElement versions) => Minors(versions).DefaultIfEmpty(-1).Max();

    private static DoctorFinding Judge(JsonElement versions)
    {
        var newest = Newest(versions);
        return newest >= LeastMinor
            ? DoctorFinding.Fine($"homeserver is new enough (Matrix v1.{newest})")
            : DoctorFinding.Wrong(
                "homeserver is new enough",
                $"It speaks Matrix {(newest < 0 ? "r0" : $"v1.{newest}")}; v1.{LeastMinor} (2022) is needed.",
                "Update the homeserver.");
    }

    private static IEnumerable<int> Minors(JsonElement versions)
    {
        if (versions.ValueKind != JsonValueKind.Object || !versions.TryGetProperty("versions", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            yield break;
        }

        foreach (var version in list.EnumerateArray())
        {
            if (version.ValueKind == JsonValueKind.String && version.GetString()!.StartsWith("v1.", StringComparison.Ordinal)
                && int.TryParse(version.GetString().AsSpan(3), out var minor))
            {
                yield return minor;
            }
        }
    }
}
