using Bridges.Fuzz.Tests.Machine;
using Bridges.Host.Administration;
using Bridges.Host.Cli;
using Bridges.Host.Configuration;
using Bridges.Host.Doctor;
using Bridges.Host.Tests;
using Bridges.Host.Tests.Cli;
using Bridges.TestBeds;

namespace Bridges.Fuzz.Tests.Host;

/// <summary>What others answer to the command line: a homeserver to the doctor and to <c>init</c>, whoever listens to the administration.</summary>
public sealed class AnswerFuzz : IDisposable
{
    private static readonly Words Answers = new(
        [
            Http("200 OK", """{"versions":["r0.6.1","v1.11"],"server_name":"hs.test","user_id":"@_bridges_service:hs.test","m.upload.size":52428800,"duration_ms":3,"content_uri":"mxc://hs.test/x","proof":"00"}"""),
            Http("200 OK", """{"m.homeserver":{"base_url":"http://127.0.0.1:1"},"m.server":"127.0.0.1:1","versions":["v1.4"],"user_id":"@_bridges_service:hs.test"}"""),
            Http("401 Unauthorized", """{"errcode":"M_UNKNOWN_TOKEN","error":"no"}"""),
            Http("502 Bad Gateway", """{"errcode":"M_BAD_STATUS","error":"x","status":403,"body":"{}"}"""),
            Http("404 Not Found", "<html>"),
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=none\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        ],
        [.. Words.Json, "\r\n", "HTTP/1.1 ", "HTTP/1.1 302 Found\r\nLocation: /\r\n", "Content-Length: 9999999999999\r\n", "Date: yesterday\r\n", "charset=x", "Content-Encoding: gzip\r\n", "\"versions\":{}", "\"status\":\"x\"", "\"status\":1e9", "\"duration_ms\":\"x\"", "\"m.upload.size\":-1"]);

    private readonly RawServer _server = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_probe_takes_any_answer_for_one_or_for_a_failure()
    {
        using var probe = new HomeserverProbe(_server.Url, TimeSpan.FromSeconds(5));
        await Fuzzing.BytesAsync(3_000, Answers, async input =>
        {
            _server.Answer = input;
            var answer = await probe.GetAsync("/x", token: null, TestContext.Current.CancellationToken);
            Assert.NotNull(answer.Describe());
            Assert.NotEmpty(answer.ErrorCode);
            return answer.Failure.ToString();
        });
    }

    [Fact]
    public async Task Init_takes_a_name_from_any_answer_or_none() => await Fuzzing.BytesAsync(3_000, Answers, async input =>
    {
        _server.Answer = input;
        return await ServerNameDiscovery.TryAsync(_server.Url.ToString(), TestContext.Current.CancellationToken) is null ? "none" : "a name";
    });

    [Fact]
    public async Task Nobody_passes_for_our_host() => await Fuzzing.BytesAsync(3_000, Answers, async input =>
    {
        _server.Answer = input;
        var result = await HostRecognition.LookAsync(_server.Url, new Secret(Tokens.As), TestContext.Current.CancellationToken);
        Assert.NotEqual(HostRecognition.Result.OurHost, result);
        return result.ToString();
    });

    [Fact]
    public async Task The_doctor_finds_something_with_a_mend_in_any_answer()
    {
        var configuration = ConfigurationFile.Load(
            _folder.Write(
                "config.yaml",
                $$"""
                homeserver: {url: "{{_server.Url}}", server_name: hs.test}
                appservice: {listen: "127.0.0.1:{{Ports.Free()}}", as_token: {{Tokens.As}}, hs_token: {{Tokens.Hs}}}
                double_puppet: {as_token: {{Tokens.DoublePuppet}}}
                """),
            new Dictionary<string, string>());
        await Fuzzing.BytesAsync(150, Answers, async input =>
        {
            _server.Answer = input;
            var findings = await new Examination(configuration, _server.Url, TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);
            var wrong = findings.Where(finding => finding.Verdict == DoctorVerdict.Wrong).ToList();
            Assert.All(wrong, finding => Assert.NotEmpty(finding.Mend!));
            Assert.DoesNotContain(findings, finding => finding.ToString().Contains("-token-for-tests", StringComparison.Ordinal));
            return wrong.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
        });
    }

    private static string Http(string status, string body) => $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";
}
