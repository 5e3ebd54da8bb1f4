using Bridges.Host.Http;

namespace Bridges.Host.Doctor;

/// <summary>The address given to the homeserver leads here, as far as that can be seen from this machine.</summary>
internal sealed class PublicUrlCheck : IDoctorCheck
{
    public async Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        var url = patient.Configuration.Appservice.ReachableUrl;
        var subject = $"appservice.url {url} leads here";
        var answer = await patient.Homeserver.GetAsync(url.GetLeftPart(UriPartial.Path).TrimEnd('/') + HealthEndpoints.Live, token: null, cancellationToken);
        return
        [
            answer switch
            {
                { IsSuccess: true, Body: "{}" } => DoctorFinding.Fine(subject),
                { Failure: ProbeFailure.None } => DoctorFinding.Wrong(
                    subject, $"Something else answers there ({answer.Describe()}).",
                    "Set appservice.url to the address at which the homeserver reaches appservice.listen, then run 'bridges registration' and restart the homeserver. A reverse proxy must pass /_matrix/app/ and /_matrix/mau/ on."),
                _ => DoctorFinding.NotChecked(subject, $"it cannot be reached from this machine ({answer.Describe()}); whether the homeserver reaches it is what counts"),
            },
        ];
    }
}
