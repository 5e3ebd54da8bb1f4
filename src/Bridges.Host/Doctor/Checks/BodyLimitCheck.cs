
namespace Bridges.Host.Doctor;

/// <summary>Nothing between the homeserver and the bridge finds a body too long that both would take. Sends nothing that is kept.</summary>
internal sealed class BodyLimitCheck : IDoctorCheck
{
    // A picture, or a homeserver's transaction after an outage; over what proxies allow by default.
    private const int Length = 2 * 1024 * 1024;
    private const int TooLong = 413;

    public async Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        var findings = new List<DoctorFinding>();
        if (patient.TokenIsKnown)
        {
            Judge(findings, $"way to {patient.Homeserver.Url}", "/_matrix/media/v3/upload", "files", await patient.Homeserver.PostBytesAsync("/_matrix/media/v3/upload", Length, cancellationToken));
        }

        if (patient.PublicUrlLeadsHere)
        {
            var url = patient.Configuration.Appservice.ReachableUrl;
            var path = $"{url.GetLeftPart(UriPartial.Path).TrimEnd('/')}/_matrix/app/v1/ping";
            Judge(findings, $"way to {url}", "/_matrix/app/", "the homeserver's transactions", await patient.Homeserver.PostBytesAsync(path, Length, cancellationToken));
        }

        return findings;
    }

    private static void Judge(List<DoctorFinding> findings, string subject, string path, string what, ProbeAnswer answer)
    {
        if (answer.Status == TooLong)
        {
            findings.Add(DoctorFinding.Wrong(
                subject, $"Something on the way does not let bodies of {Length / (1024 * 1024)} MiB pass (status {TooLong}), so {what} get stuck.",
                $"In the reverse proxy, for {path}: nginx client_max_body_size 100M; Apache LimitRequestBody 104857600; Caddy and HAProxy have no limit unless one is set."));
        }
    }
}
