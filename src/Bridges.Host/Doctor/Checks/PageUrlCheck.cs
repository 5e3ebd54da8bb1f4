namespace Bridges.Host.Doctor;

/// <summary>What browsers are told to open leads to the page of this host.</summary>
internal sealed class PageUrlCheck : IDoctorCheck
{
    public async Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        // While the host does not run nobody serves it.
        if (patient.RunningHost is null || patient.Configuration.Page is not { Enabled: true, Url: { } url })
        {
            return [];
        }

        var subject = $"page.url {url}";
        var answer = await patient.Homeserver.GetAsync($"{url.ToString().TrimEnd('/')}/page.css", token: null, cancellationToken);
        return
        [
            answer switch
            {
                { IsSuccess: true } => DoctorFinding.Fine($"{subject} leads to the page"),
                { Failure: ProbeFailure.None } => DoctorFinding.Wrong(
                    subject, $"The page is not there ({answer.Describe()}), so links to it lead nowhere.",
                    $"In the reverse proxy, pass {url.AbsolutePath.TrimEnd('/')}/ on to http://{patient.Configuration.Appservice.Listen}/_bridges/page/; or correct page.url, or leave it empty."),
                _ => DoctorFinding.NotChecked(subject, $"it cannot be looked at from here ({answer.Describe()})"),
            },
        ];
    }
}
