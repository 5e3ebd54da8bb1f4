using System.Net;
using System.Text.Json;
using Bridges.Host.Http;
using Bridges.Matrix;

namespace Bridges.Host.Doctor;

/// <summary>The homeserver reaches the bridge, with the right token.</summary>
internal sealed class PingCheck : IDoctorCheck
{
    private const string Subject = "homeserver reaches the bridge";

    public async Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        if (!patient.TokenIsKnown)
        {
            return [];
        }

        var appservice = patient.Configuration.Appservice;
        var ping = $"doctor-{HostProof.NewChallenge()}";
        var answer = await patient.Homeserver.PostJsonAsync(
            $"/_matrix/client/v1/appservice/{Uri.EscapeDataString(appservice.Id)}/ping", appservice.AsToken.Reveal(), $$"""{"transaction_id":"{{ping}}"}""", cancellationToken);
        if (answer.IsSuccess)
        {
            patient.HomeserverReachesUs = !await CameToAnotherAsync(patient, ping, cancellationToken);
            if (patient.HomeserverReachesUs == false)
            {
                return
                [
                    DoctorFinding.Wrong(
                        Subject, $"Its call was answered, and did not come here: at the url in the registration that it has loaded is another bridge with the same tokens, such as the one on a former machine. What people write goes there.",
                        $"Stop that one (or, if it is the one that is meant, start the doctor where it runs, such as in its container). {HomeserverInstructions.Short(patient.RegistrationDirectory)} (The configuration's appservice.url is {appservice.ReachableUrl}; of something in between that passes calls on, see where to.)") with { Cause = DoctorCause.RegistrationLoaded },
                ];
            }

            return [DoctorFinding.Fine(Duration(answer.Json) is { } milliseconds ? $"{Subject} (in {milliseconds} ms)" : Subject)];
        }

        if (!answer.IsOfMatrix && answer is { Failure: ProbeFailure.None, Status: < 500 } && SpeaksOfPings(patient) && HomeserverRefusal.Explain(answer, patient.Homeserver.Url, "/_matrix/client/v1/appservice/") is var (problem, mend))
        {
            return [DoctorFinding.Wrong(Subject, problem, mend)];
        }

        if (answer.ErrorCode == MatrixErrorCodes.Unrecognized || (answer.Status == 404 && answer.ErrorCode == MatrixErrorCodes.Unknown))
        {
            return [DoctorFinding.NotChecked(Subject, "this homeserver cannot be asked for it (it lacks the application service ping of Matrix v1.7)")];
        }

        patient.HomeserverReachesUs = false;
        if (!patient.ListensAtAddress)
        {
            return [DoctorFinding.NotChecked(Subject, $"nothing of the bridge's listens there (see address {appservice.Listen})")];
        }

        if (answer.Failure != ProbeFailure.None)
        {
            return [DoctorFinding.Wrong(Subject, $"Asked to call us, the homeserver gives no answer ({answer.Describe()}).", "Look for a firewall between the two, in both directions.")];
        }

        var failure = await ExplainAsync(patient, answer, cancellationToken);
        return [DoctorFinding.Wrong(Subject, failure.Problem, failure.Mend) with { Cause = DoctorCause.RegistrationLoaded }];
    }

    /// <returns>False, too, where that cannot be known.</returns>
    private static async Task<bool> CameToAnotherAsync(Patient patient, string ping, CancellationToken cancellationToken)
    {
        if (!patient.ListensAtAddress)
        {
            return false;
        }

        var appservice = patient.Configuration.Appservice;
        var challenge = HostProof.NewChallenge();
        var own = await patient.Homeserver.GetAsync(
            new Uri(appservice.Listen.LocalUrl, $"{HealthEndpoints.Live}?{HealthEndpoints.Challenge}={challenge}&{HealthEndpoints.Ping}={ping}").ToString(), token: null, cancellationToken);
        return new HostProof(appservice.AsToken.Reveal()).IsAnswer(challenge, own.Text("proof")) && own.Json.TryGetProperty("has_ping", out var came) && came.ValueKind == JsonValueKind.False;
    }

    private static async Task<PingFailure> ExplainAsync(Patient patient, ProbeAnswer answer, CancellationToken cancellationToken)
    {
        var url = patient.Configuration.Appservice.ReachableUrl;
        if (answer.ErrorCode == MatrixErrorCodes.ConnectionFailed && url.Scheme == Uri.UriSchemeHttps)
        {
            // Homeservers tell of a connection that is not secure as of one that is refused; seen from here it shows.
            var own = await patient.Homeserver.GetAsync(url.ToString(), token: null, cancellationToken);
            if (own.Failure == ProbeFailure.Tls)
            {
                return PingFailure.NotSecure(url, own.Detail);
            }
        }

        if (answer.ErrorCode == MatrixErrorCodes.BadStatus && await patient.Homeserver.GetAsync($"{url.ToString().TrimEnd('/')}/_matrix/mau/live", token: null, cancellationToken) is { IsRedirect: true } redirect)
        {
            return new PingFailure(
                $"What answers at the url in the registration sends the homeserver on to {redirect.Location}, and it does not follow.",
                $"Let the reverse proxy pass requests to {url} on instead of redirecting them, or set appservice.url to the address itself; then run 'bridges registration', give the homeserver the document again and restart it.");
        }

        return PingFailure.Explain(new MatrixException((HttpStatusCode)answer.Status, answer.ErrorCode, answer.Text("error") ?? "", body: answer.Body), patient.Configuration);
    }

    /// <summary>Whether the version that it names has pings, so that only something before it can know nothing of them.</summary>
    private static bool SpeaksOfPings(Patient patient)
    {
        const int SincePings = 7;
        return patient.Versions is { } versions && HomeserverVersionCheck.Newest(versions.Json) >= SincePings;
    }

    private static long? Duration(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("duration_ms", out var duration) && duration.TryGetInt64(out var milliseconds) ? milliseconds : null;
}
