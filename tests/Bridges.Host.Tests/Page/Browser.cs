using System.Net;
using System.Text.RegularExpressions;
using Bridges.Host.Tests.Hosting;

namespace Bridges.Host.Tests.Page;

/// <summary>Somebody who looks at the page, with cookies and forms, as far as that needs no browser.</summary>
internal sealed partial class Browser : IDisposable
{
    private const int Patience = 10_000;

    private readonly HttpClient _client;

    public Browser(RunningHost host) => _client = new HttpClient(new SocketsHttpHandler { UseProxy = false, CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(host.Url, "/_bridges/page/") };

    /// <summary>What was shown last.</summary>
    public string Shown { get; private set; } = "";

    public HttpResponseMessage? Answer { get; private set; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Opens a link as somebody who asked for it, and goes on.</summary>
    public async Task<HttpStatusCode> EnterAsync(string link)
    {
        await GoAsync(link);
        return await SendAsync("enter", [("token", TokenOf(link))], csrf: "");
    }

    /// <summary>Sends a form as another page would have it sent.</summary>
    public async Task<HttpStatusCode> SendFromElsewhereAsync(string address, (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value))) };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        return await TakeAsync(await _client.SendAsync(request, Cancellation));
    }

    public async Task<HttpStatusCode> GoAsync(string address) => await TakeAsync(await _client.GetAsync(new Uri(address, UriKind.RelativeOrAbsolute), Cancellation));

    /// <summary>Sends a form with the mark of the page that is shown.</summary>
    public async Task<HttpStatusCode> SendAsync(string address, (string Name, string Value)[] fields, string? csrf = null)
    {
        using var form = new FormUrlEncodedContent([.. fields.Append(("csrf", csrf ?? Hidden("csrf"))).Select(field => new KeyValuePair<string, string>(field.Item1, field.Item2))]);
        return await TakeAsync(await _client.PostAsync(new Uri(address, UriKind.Relative), form, Cancellation));
    }

    /// <summary>The value of a hidden field of the page that is shown.</summary>
    public string Hidden(string name) => HiddenFields().Matches(Shown).First(match => match.Groups["name"].Value == name).Groups["value"].Value;

    /// <summary>The values of all hidden fields of that name.</summary>
    public IReadOnlyList<string> AllHidden(string name) =>
        [.. HiddenFields().Matches(Shown).Where(match => match.Groups["name"].Value == name).Select(match => match.Groups["value"].Value)];

    public void Dispose()
    {
        Answer?.Dispose();
        _client.Dispose();
    }

    public static string TokenOf(string link) => link[(link.IndexOf("token=", StringComparison.Ordinal) + "token=".Length)..];

    private async Task<HttpStatusCode> TakeAsync(HttpResponseMessage answer)
    {
        Answer?.Dispose();
        Answer = answer;
        Shown = await answer.Content.ReadAsStringAsync(Cancellation);
        return answer.StatusCode;
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex HiddenFields();
}
