using Bridges.Host.Http;

namespace Bridges.Host.Doctor;

/// <summary>The address given to the homeserver leads here. Comes after the ping: what the homeserver reaches need not be reached from this machine.</summary>
internal sealed class PublicUrlCheck : IDoctorCheck
{
    private const string Renew = "then run 'bridges registration', give the homeserver the document again and restart it.";

    public async Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        if (patient.HomeserverReachesUs == false)
        {
            // What is wrong there was told as the homeserver sees it.
            return [];
        }

        var appservice = patient.Configuration.Appservice;
        var url = appservice.ReachableUrl;
        var subject = $"appservice.url {url} leads here";
        var challenge = HostProof.NewChallenge();
        var answer = await patient.Homeserver.GetAsync(
            $"{url.GetLeftPart(UriPartial.Path).TrimEnd('/')}{HealthEndpoints.Live}?{HealthEndpoints.Challenge}={challenge}", token: null, cancellationToken);
        patient.PublicUrlLeadsHere = new HostProof(appservice.AsToken.Reveal()).IsAnswer(challenge, answer.Text("proof"));
        return
        [
            answer switch
            {
                _ when patient.PublicUrlLeadsHere => DoctorFinding.Fine(subject),
                { IsRedirect: true } => DoctorFinding.Wrong(
                    subject, $"It sends whoever asks on to {answer.Location}; a homeserver does not follow.",
                    $"Let the reverse proxy pass requests on instead of redirecting them, or set appservice.url to the address itself, {Renew}"),
                _ when !patient.ListensAtAddress => DoctorFinding.NotChecked(subject, $"the bridge does not listen for it (see address {appservice.Listen})"),
                { Failure: ProbeFailure.None } when url.Authority == patient.Homeserver.Url.Authority => DoctorFinding.Wrong(
                    subject, "It is the homeserver's own address, at which the homeserver finds itself and not the bridge.",
                    $"Set appservice.url to the address at which the homeserver reaches appservice.listen ({appservice.Listen}), {Renew}"),
                { Failure: ProbeFailure.None } => DoctorFinding.Wrong(
                    subject, $"Something else answers there ({answer.Describe()}).",
                    $"Set appservice.url to the address at which the homeserver reaches appservice.listen, {Renew} A reverse proxy must pass /_matrix/app/ and /_matrix/mau/ on."),
                _ when patient.HomeserverReachesUs == true => DoctorFinding.NotChecked(
                    subject, $"it cannot be reached from this machine ({answer.Describe()}), but the homeserver reaches the bridge, which is what counts"),
                { Failure: ProbeFailure.Tls } => DoctorFinding.Wrong(
                    subject, $"There is no secure connection to it: {answer.Detail}",
                    $"This program itself speaks plain HTTP: write http:// in appservice.url, or put a reverse proxy with a certificate before it; {Renew}"),
                _ => DoctorFinding.Wrong(
                    subject, $"It cannot be reached from this machine ({answer.Describe()}), and it is not known that the homeserver reaches it.",
                    $"Set appservice.url to an address of this machine that the homeserver reaches, and appservice.listen to match (now {appservice.Listen}); {Renew}"),
            },
        ];
    }
}
