namespace Bridges.Host.Doctor;

/// <summary>Somebody listens where accounts' states are posted to.</summary>
internal sealed class StatusEndpointCheck : IDoctorCheck
{
    public async Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        if (patient.Configuration.Homeserver.StatusEndpoint is not { } url)
        {
            return [];
        }

        var subject = $"homeserver.status_endpoint {url}";
        // Whatever it says to a question that it does not expect: it is there.
        var answer = await patient.Homeserver.GetAsync(url.ToString(), token: null, cancellationToken);
        return
        [
            answer.Failure == ProbeFailure.None
                ? DoctorFinding.Fine($"{subject} answers")
                : DoctorFinding.Wrong(subject, $"Nobody takes what is posted there: {answer.Describe()}.", "Correct the address, or leave homeserver.status_endpoint empty."),
        ];
    }
}
