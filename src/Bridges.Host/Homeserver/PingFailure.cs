using System.Text.Json;
using Bridges.Host.Configuration;
using Bridges.Matrix;

namespace Bridges.Host;

/// <summary>What a failed ping says, and what to do.</summary>
internal sealed record PingFailure(string Problem, string Mend)
{
    private static readonly string[] SecurityWords = ["ssl", "tls", "x509", "certificate"];

    public static PingFailure Explain(MatrixException exception, BridgesConfiguration configuration)
    {
        var url = configuration.Appservice.ReachableUrl;
        return exception.ErrorCode switch
        {
            MatrixErrorCodes.UrlNotSet => new(
                "The registration that the homeserver has loaded has no url.",
                "Run 'bridges registration', give the homeserver the document again and restart it."),
            MatrixErrorCodes.ConnectionFailed when MentionsSecurity(exception.Message) => NotSecure(url, exception.Message),
            MatrixErrorCodes.ConnectionFailed when !url.IsLoopback && configuration.Appservice.Listen.IsOfThisMachineOnly && url.Port == configuration.Appservice.Listen.Port => new(
                $"The homeserver cannot connect to {url}: the bridge listens at {configuration.Appservice.Listen}, where nothing but this machine (or container) reaches it.",
                $"Set appservice.listen to \"*:{configuration.Appservice.Listen.Port}\" and start the bridge anew. What is open then is for the homeserver alone: a firewall, or a network of containers, must keep others out."),
            MatrixErrorCodes.ConnectionFailed when url.IsLoopback && !configuration.Homeserver.Url.IsLoopback => new(
                $"The homeserver cannot connect to the url in its registration: {url} is, where the homeserver runs, that machine or container itself.",
                $"Set appservice.url to the name or address by which the homeserver reaches this machine or container (in Docker's networks the service's name, such as http://bridges:{url.Port}), and appservice.listen to \"*:{configuration.Appservice.Listen.Port}\"; then run 'bridges registration', give the homeserver the document again and restart it."),
            MatrixErrorCodes.ConnectionFailed => new(
                $"The homeserver cannot connect to the url in its registration (the configuration says {url}).",
                $"From the homeserver's machine or container, 'curl {url.GetLeftPart(UriPartial.Authority)}/_matrix/mau/live' must print {{}}. Set appservice.url to an address that it reaches and appservice.listen to match, then run 'bridges registration' and restart the homeserver."),
            MatrixErrorCodes.ConnectionTimeout => new(
                "The homeserver's connection to us runs into a timeout: something between the two swallows it.",
                $"Look for a firewall between the homeserver and {url}."),
            MatrixErrorCodes.BadStatus => BadStatus(exception, url),
            MatrixErrorCodes.Forbidden => new(
                $"The homeserver says that as_token does not belong to an application service with the id '{configuration.Appservice.Id}'.",
                "Run 'bridges registration', give the homeserver the document again and restart it."),
            _ => new($"The homeserver answers {(int)exception.Status} {exception.ErrorCode}: {exception.Message}", "See the homeserver's log."),
        };
    }

    /// <param name="detail">What was said of it, by the homeserver or the system.</param>
    public static PingFailure NotSecure(Uri url, string detail) => new(
        $"The homeserver finds no secure connection (TLS) at the url in its registration (the configuration says {url}): {detail}",
        "This program itself speaks plain HTTP: write http:// in appservice.url, or put a reverse proxy before it whose certificate the homeserver trusts. Then run 'bridges registration' and restart the homeserver.");

    public override string ToString() => $"{Problem} {Mend}";

    private static bool MentionsSecurity(string message) =>
        SecurityWords.Any(word => message.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static PingFailure BadStatus(MatrixException exception, Uri url) => StatusWeAnswered(exception.Body) switch
    {
        401 or 403 => new(
            "The homeserver reaches us with another hs_token than the configuration's: it has loaded an old registration.",
            "Run 'bridges registration', give the homeserver the document again and restart it."),
        404 when exception.Body!.Contains(MatrixErrorCodes.Unrecognized, StringComparison.Ordinal) => new(
            "The homeserver reaches an application service at the url in its registration, but at a wrong path.",
            $"The url is to be {url} without anything behind it, and a reverse proxy must pass paths on as they are. Run 'bridges registration', give the homeserver the document again and restart it."),
        { } status => new(
            $"Something else than this program answers at the url in the homeserver's registration, with status {status}.",
            $"See what listens at {url}: a reverse proxy must pass everything under /_matrix/app/ on to appservice.listen."),
        null => new("The homeserver reaches something at our url that refuses it.", $"See what listens at {url}: it must be this program's appservice.listen."),
    };

    private static int? StatusWeAnswered(string? body)
    {
        try
        {
            using var document = JsonDocument.Parse(body ?? "");
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("status", out var status)
                && status.TryGetInt32(out var code) ? code : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
