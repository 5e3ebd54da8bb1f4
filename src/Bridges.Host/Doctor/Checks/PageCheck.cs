using Bridges.Host.Configuration;

namespace Bridges.Host.Doctor;

/// <summary>The page's address leads to the page, and nobody on the way can read what is typed there.</summary>
internal sealed class PageCheck : IDoctorCheck
{
    /// <summary>Something that only the page has, and that needs nobody to be let in.</summary>
    private const string OwnFile = "page.js";
    private const string OwnWords = "X-Bridges-Live";

    public async Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        var page = patient.Configuration.Page;
        // Without an address of its own it is for this machine alone.
        if (page is not { Enabled: true, Url: { } url })
        {
            return [];
        }

        if (patient.RunningHost is null)
        {
            return [DoctorFinding.NotChecked($"page.url {url}", "there is no page while the bridge does not run; look again then")];
        }

        var subject = $"page.url {url} leads to the page";
        var answer = await patient.Homeserver.GetAsync(new Uri(PageAddresses.Public(patient.Configuration), OwnFile).ToString(), token: null, cancellationToken);
        var local = (page.Listen ?? patient.Configuration.Appservice.Listen).LocalUrl;
        return
        [
            answer switch
            {
                { IsSuccess: true } when answer.Body.Contains(OwnWords, StringComparison.Ordinal) && (url.Scheme == Uri.UriSchemeHttps || url.IsLoopback) => DoctorFinding.Fine(subject),
                { IsSuccess: true } when answer.Body.Contains(OwnWords, StringComparison.Ordinal) => DoctorFinding.Wrong(
                    subject, "Codes and passwords that are typed there can be read by whoever is on the way.",
                    "Let a reverse proxy with a certificate serve the page, and write https:// in page.url."),
                // In a container the outside name often leads nowhere.
                { Failure: ProbeFailure.UnknownHost or ProbeFailure.Timeout } => DoctorFinding.NotChecked(subject, $"it cannot be looked at from here ({answer.Describe()})"),
                _ => DoctorFinding.Wrong(
                    subject, $"Something else, or nothing, answers there ({answer.Describe()}).",
                    $"Let the reverse proxy pass everything below {url.AbsolutePath} on to {new Uri(local, PageAddresses.Root)}, or correct page.url."),
            },
        ];
    }
}
