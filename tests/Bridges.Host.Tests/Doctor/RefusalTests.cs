using Bridges.Host.Doctor;

namespace Bridges.Host.Tests.Doctor;

/// <summary>What a homeserver, or a proxy before it, refuses for reasons that have nothing to do with registrations: one error each.</summary>
public sealed class RefusalTests : IAsyncLifetime
{
    private const string WhoAmI = "/_matrix/client/v3/account/whoami";
    private const string AsAdmin = WhoAmI + "?user_id=@admin:hs.test";
    private const string Page = "<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>";
    private const string Download = "/_matrix/client/v1/media/download/hs.test/x";

    private Consultation _consultation = null!;

    public async ValueTask InitializeAsync() => _consultation = await Consultation.BeginAsync();

    public ValueTask DisposeAsync() => _consultation.DisposeAsync();

    [Theory]
    [InlineData("/_matrix/client/versions", 403, Page, "is no Matrix homeserver (status 403, a web page called 'Just a moment...')", "homeserver's client API")]
    [InlineData(WhoAmI, 404, Page, "but not for /_matrix/client/v3/account/whoami (status 404, a web page called 'Just a moment...'): a reverse proxy keeps that back", "location /_matrix {")]
    [InlineData(WhoAmI, 401, Page, "a reverse proxy keeps that back", "set homeserver.url to the homeserver's own listener")]
    [InlineData(WhoAmI, 429, """{"errcode":"M_LIMIT_EXCEEDED","error":"Too many requests"}""", "too many requests came from here", "limit_req")]
    [InlineData(WhoAmI, 500, """{"errcode":"M_UNKNOWN","error":"Internal server error"}""", "is down or failing", "See the log of the homeserver")]
    [InlineData(WhoAmI, 403, """{"errcode":"M_USER_SUSPENDED","error":"suspended"}""", "an administrator has shut that user out", "Let the user in again")]
    [InlineData("/_matrix/client/v1/appservice/bridges/ping", 404, Page, "but not for /_matrix/client/v1/appservice/", "location /_matrix {")]
    [InlineData("/_matrix/client/v3/register", 405, Page, "but not for /_matrix/client/v3/register", "location /_matrix {")]
    [InlineData(Download, 404, Page, "but not for /_matrix/client/v1/media/download/", "location /_matrix {")]
    [InlineData(Download, 404, """{"errcode":"M_NOT_FOUND","error":"Not found"}""", "It took a file and does not give it back: 404 M_NOT_FOUND", "may be another for downloads")]
    [InlineData("/_matrix/client/v3/devices?user_id=@bridges:hs.test", 200, """{"devices":[{"device_id":"PHONE"}]}""", "Somebody is logged in as it (device PHONE)", "DELETE /_synapse/admin/v2/users/@bridges:hs.test/devices/PHONE")]
    [InlineData("/_matrix/client/v3/devices?user_id=@bridges:hs.test", 403, """{"errcode":"M_USER_DEACTIVATED","error":"deactivated"}""", "an administrator has shut that user out", "Let the user in again")]
    public async Task A_refusal_is_told_for_what_it_is(string path, int status, string body, string problem, string mend)
    {
        _consultation.Homeserver.Answer(path, status, body);
        if (path == WhoAmI)
        {
            _consultation.Homeserver.Answer(AsAdmin, status, body);
        }

        await FindOneAsync(problem, mend);
    }

    [Fact]
    public async Task A_homeserver_that_knows_neither_path_of_downloads_is_not_judged_by_them()
    {
        _consultation.Homeserver.Answer(Download, 404, """{"errcode":"M_UNRECOGNIZED","error":"Unrecognized request"}""");

        (await Visit.PayAsync(_consultation.ConfigureForOwner())).AssertFine("homeserver takes files\n");
    }

    [Fact]
    public async Task Another_server_s_name_is_told_before_its_registrations_are_loaded()
    {
        _consultation.Homeserver.Answer(WhoAmI, 401, """{"errcode":"M_UNKNOWN_TOKEN","error":"Unrecognised access token"}""");
        _consultation.Homeserver.Answer(AsAdmin, 401, """{"errcode":"M_UNKNOWN_TOKEN","error":"Unrecognised access token"}""");
        _consultation.Homeserver.Answer("/_matrix/key/v2/server", 200, """{"server_name":"real.test"}""");

        await FindOneAsync("The homeserver is real.test; the configuration says hs.test.", "Set homeserver.server_name to real.test");
    }

    [Theory]
    [InlineData("http://127.0.0.1:29400", "http://homeserver.test:8008", "127.0.0.1:29400", "is, where the homeserver runs, that machine or container itself", "such as http://bridges:29400")]
    [InlineData("http://bridges.test:29400", "http://127.0.0.1:8008", "127.0.0.1:29400", "nothing but this machine (or container) reaches it", "appservice.listen to \"*:29400\"")]
    [InlineData("http://bridges.test:29400", "http://127.0.0.1:8008", "'*:29400'", "cannot connect to the url in its registration", "must print {}")]
    public void An_address_that_only_one_side_reaches_is_told_apart(string url, string homeserver, string listen, string problem, string mend)
    {
        var text = File.ReadAllText(_consultation.Configure().FilePath);
        text = System.Text.RegularExpressions.Regex.Replace(text, "listen: .*", $"listen: {listen}", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1))
            .Replace($"url: http://127.0.0.1:{_consultation.Port}", $"url: {url}", StringComparison.Ordinal)
            .Replace($"url: {_consultation.Homeserver.Url}", $"url: {homeserver}", StringComparison.Ordinal);
        var configuration = Host.Configuration.ConfigurationFile.Parse(text, _consultation.ConfigFile, new Dictionary<string, string>()).Value;

        var failure = PingFailure.Explain(new Matrix.MatrixException(System.Net.HttpStatusCode.BadGateway, Matrix.MatrixErrorCodes.ConnectionFailed, "refused"), configuration);

        Assert.Contains(problem, failure.Problem, StringComparison.Ordinal);
        Assert.Contains(mend, failure.Mend, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"hs.test\": user, \"@you:matrix.hs.test\": admin}", "and nobody of there is admin", "Write \"@you:hs.test\"")]
    [InlineData("{\"hs.test\": user, \"@you:127.0.0.1\": admin}", null, "")]
    public async Task An_admin_of_the_homeserver_s_address_is_told(string permissions, string? problem, string mend)
    {
        var file = _consultation.ConfigureForOwner();
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(file, text.Replace("{\"@admin:hs.test\": admin}", permissions, StringComparison.Ordinal), TestContext.Current.CancellationToken);
        _consultation.Homeserver.Answer(WhoAmI + "?user_id=@bridges:hs.test", 200, """{"user_id":"@bridges:hs.test"}""");

        var visit = await Visit.PayAsync(file);

        if (problem is null)
        {
            Assert.Equal(Host.ExitCode.Success, visit.ExitCode);
        }
        else
        {
            visit.AssertFoundAlone(problem, mend);
        }
    }

    [Fact]
    public async Task What_a_check_does_not_foresee_costs_its_own_findings_only()
    {
        var file = _consultation.ConfigureForOwner();
        Directory.CreateDirectory(_consultation.Folder.Combine("registration"));
        File.CreateSymbolicLink(_consultation.Folder.Combine("registration/bridges.yaml"), "/nowhere/bridges.yaml");

        var visit = await Visit.PayAsync(file);

        visit.AssertFound("it cannot be read", "Run 'bridges registration'");
        visit.AssertFine("homeserver reaches the bridge");
    }

    [Fact]
    public async Task What_the_environment_says_is_named()
    {
        var configuration = Host.Configuration.ConfigurationFile.Load(
            _consultation.ConfigureForOwner(), new Dictionary<string, string> { ["BRIDGES_BRIDGING__COMMAND_PREFIX"] = "!b" });

        var findings = await new Examination(configuration, wellKnownPlace: null, TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal("the environment, and not the file, says bridging.command_prefix ($BRIDGES_BRIDGING__COMMAND_PREFIX)", findings[0].Mend);
    }

    private async Task FindOneAsync(string problem, string mend) => (await Visit.PayAsync(_consultation.ConfigureForOwner())).AssertFoundAlone(problem, mend);
}
