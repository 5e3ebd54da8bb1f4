using System.Text.Json;

namespace Bridges.Host.Doctor;

/// <summary>The homeserver answers, and is one.</summary>
internal sealed class HomeserverReachableCheck : IDoctorCheck
{
    private const string Subject = "homeserver answers";
    private const int Unauthorized = 401;
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(3);

    public async Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        var url = patient.Configuration.Homeserver.Url;
        var started = patient.TimeProvider.GetTimestamp();
        var answer = await patient.Homeserver.GetAsync("/_matrix/client/versions", token: null, cancellationToken);
        var time = patient.TimeProvider.GetElapsedTime(started);
        var isMatrix = IsMatrix(answer);
        patient.Versions = isMatrix ? answer : null;
        patient.HomeserverIsSlow = time > Slow;
        return [isMatrix ? DoctorFinding.Fine($"{Subject} at {url}", patient.HomeserverIsSlow ? $"it took {time.TotalSeconds:0} s, and each message will: see how busy its machine and its database are, and whether its name is found quickly" : null) : await ExplainAsync(patient, answer, url, cancellationToken)];
    }

    private static bool LeadsToUs(Patient patient, Uri url) =>
        patient.ListensAtAddress && url.Port == patient.Configuration.Appservice.Listen.Port && (url.IsLoopback || url.Authority == patient.Configuration.Appservice.ReachableUrl.Authority);

    private static bool IsMatrix(ProbeAnswer answer) =>
        answer.IsSuccess && answer.Json.ValueKind == JsonValueKind.Object && answer.Json.TryGetProperty("versions", out var versions) && versions.ValueKind == JsonValueKind.Array;

    private static async Task<DoctorFinding> ExplainAsync(Patient patient, ProbeAnswer answer, Uri url, CancellationToken cancellationToken)
    {
        if (!HttpClient.DefaultProxy.IsBypassed(url) && HttpClient.DefaultProxy.GetProxy(url) is { } proxy && proxy != url)
        {
            return DoctorFinding.Wrong(
                Subject, $"{url} is asked through the proxy {proxy.Authority}, which the environment names ({(url.Scheme == Uri.UriSchemeHttps ? "https_proxy" : "http_proxy")}), and that leads nowhere: {answer.Describe()}.",
                $"Take the variable away from the bridge, or name what is near: NO_PROXY={url.Host}");
        }

        if (answer.Failure == ProbeFailure.None && LeadsToUs(patient, url))
        {
            return DoctorFinding.Wrong(
                Subject, $"{url} is the bridge's own address (appservice.listen {patient.Configuration.Appservice.Listen}), and not the homeserver's.",
                "Set homeserver.url to the address and port of the homeserver's client listener (Synapse: often http://127.0.0.1:8008); appservice.url is where the homeserver finds the bridge.");
        }

        if (answer is { Failure: ProbeFailure.None, Status: Unauthorized, IsOfMatrix: false })
        {
            return DoctorFinding.Wrong(
                Subject, $"What stands before the homeserver at {url} asks for a name and a password of its own ({answer.Describe()}); the bridge cannot give one beside its token.",
                "Let /_matrix/ pass without it (nginx: auth_basic off; in location /_matrix), or set homeserver.url to the homeserver's own listener behind it.");
        }

        var plain = new UriBuilder(url) { Scheme = Uri.UriSchemeHttp }.Uri;
        if (url.Scheme == Uri.UriSchemeHttps && answer.Failure != ProbeFailure.None && IsMatrix(await patient.Homeserver.GetAsync($"{plain}_matrix/client/versions", token: null, cancellationToken)))
        {
            return DoctorFinding.Wrong(Subject, $"What listens at {url} speaks no TLS, and homeserver.url says https://.", $"Set homeserver.url to {plain.GetLeftPart(UriPartial.Authority)}");
        }

        if (answer.Failure == ProbeFailure.Tls && await CertificateProbe.ExplainAsync(url, patient.TimeProvider.GetUtcNow(), cancellationToken) is { } certificate)
        {
            return DoctorFinding.Wrong(Subject, certificate.Problem, certificate.Mend);
        }

        if (answer is { Failure: ProbeFailure.None, Status: 404 } && await patient.Homeserver.NameAtAsync(url, cancellationToken) is { } name)
        {
            return DoctorFinding.Wrong(
                Subject, $"{url} is the listener of {name} for other servers; clients are not served there.",
                "Set homeserver.url to the port that serves clients (Synapse: the listener with 'names: [client]', often 8008), or add 'client' to that listener's names.");
        }

        if (answer.Failure == ProbeFailure.Refused && await FindNearbyAsync(patient.Homeserver, url, cancellationToken) is { } nearby)
        {
            return DoctorFinding.Wrong(Subject, $"Nothing listens at {url}, but a homeserver does at {nearby}.", $"Set homeserver.url to {nearby.GetLeftPart(UriPartial.Authority)}");
        }

        var maySpeakTls = url.Scheme == Uri.UriSchemeHttp && (answer.Failure is ProbeFailure.Timeout or ProbeFailure.Broken || answer.Status == 400);
        return maySpeakTls && await TlsProbe.AnswersAsync(url.Host, url.Port, cancellationToken)
            ? DoctorFinding.Wrong(Subject, $"What listens at {url} speaks TLS, and homeserver.url says http://.", $"Set homeserver.url to https://{url.Authority}")
            : Explain(answer, url);
    }

    /// <summary>
    /// A homeserver on this machine, where one was looked for there: at the same port of IPv4's or IPv6's own address, of which programs often take one only,
    /// or at the port that Synapse takes by itself.
    /// </summary>
    private static async Task<Uri?> FindNearbyAsync(HomeserverProbe probe, Uri url, CancellationToken cancellationToken)
    {
        const int UsualPort = 8008;
        foreach (var port in url.IsLoopback ? new[] { url.Port, UsualPort } : [])
        {
            foreach (var host in new[] { "127.0.0.1", "[::1]" })
            {
                var nearby = new Uri($"{url.Scheme}://{host}:{port}/");
                if (IsMatrix(await probe.GetAsync(new Uri(nearby, "_matrix/client/versions").ToString(), token: null, cancellationToken)))
                {
                    return nearby;
                }
            }
        }

        return null;
    }

    private static DoctorFinding Explain(ProbeAnswer answer, Uri url) => answer.Failure switch
    {
        ProbeFailure.UnknownHost => DoctorFinding.Wrong(
            Subject, $"The name {url.Host} is not known on this machine.", "Correct homeserver.url, or make the name resolve (in containers both must be in one network)."),
        ProbeFailure.Refused => DoctorFinding.Wrong(
            Subject, $"Nothing listens at {url}: {answer.Detail}", "Start the homeserver, or correct homeserver.url to the address and port of its client listener."),
        ProbeFailure.Tls => DoctorFinding.Wrong(
            Subject, $"There is no secure connection to {url}: {answer.Detail}",
            "Use http:// for a listener without TLS; else use the name that is in the certificate, and a certificate that this machine trusts."),
        ProbeFailure.Timeout => DoctorFinding.Wrong(
            Subject, $"{url} does not answer in time.", "See whether the homeserver is overloaded, and whether a firewall lies between."),
        ProbeFailure.Broken => DoctorFinding.Wrong(
            Subject, $"{url} breaks the connection off: {answer.Detail}", "A listener with TLS answers like this to http://: try https:// in homeserver.url."),
        _ when answer.IsRedirect => DoctorFinding.Wrong(
            Subject, $"{url} sends whoever asks on to {answer.Location}; the bridge does not follow, as it would show its token there.",
            $"Set homeserver.url to the address that answers itself{(answer.Location is { IsAbsoluteUri: true } place ? $": {place.GetLeftPart(UriPartial.Authority)}" : "")}, or to the homeserver's own listener behind the proxy."),
        _ when answer.Status >= 500 => DoctorFinding.Wrong(
            Subject, $"{url} answers with status {answer.Status}: the homeserver behind it is down or failing.", "See the log of the homeserver, and of the reverse proxy before it."),
        _ => DoctorFinding.Wrong(
            Subject, $"What answers at {url} is no Matrix homeserver ({answer.Describe()}).",
            "Set homeserver.url to the homeserver's client API, without a path: the address at which /_matrix/client/versions shows its versions."),
    };
}
