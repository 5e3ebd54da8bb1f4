using Bridges.Host.Http;
using Bridges.TestBeds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Bridges.Host.Tests.Doctor;

/// <summary>What stands between the homeserver and the bridge, or was written wrongly: each told as what it is, and once.</summary>
public sealed class OneCauseTests : IAsyncLifetime
{
    private const string WhoAmI = "/_matrix/client/v3/account/whoami";

    private Consultation _consultation = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _consultation = await Consultation.BeginAsync();

    public ValueTask DisposeAsync() => _consultation.DisposeAsync();

    [Fact]
    public async Task A_proxy_that_takes_the_token_away_is_told_as_that()
    {
        _consultation.Homeserver.Answer(WhoAmI, 401, """{"errcode":"M_MISSING_TOKEN","error":"Missing access token"}""");
        _consultation.Homeserver.Answer(WhoAmI + "?user_id=@admin:hs.test", 401, """{"errcode":"M_MISSING_TOKEN","error":"Missing access token"}""");

        await VisitAsync(["takes the Authorization header away"], "no 'proxy_set_header Authorization'");
    }

    [Fact]
    public async Task Registrations_that_the_homeserver_was_not_given_yet_are_one_error()
    {
        _consultation.Homeserver.Answer(WhoAmI, 401, """{"errcode":"M_UNKNOWN_TOKEN","error":"Unrecognised access token"}""");
        RegistrationFiles.Write(_consultation.Configure().Value, _consultation.Folder.Combine("registration"));

        await VisitAsync(["It does not know appservice.as_token"], $"-> Give the homeserver both files in {_consultation.Folder.Combine("registration")}");
    }

    [Fact]
    public async Task A_companion_that_was_forgotten_is_told()
    {
        _consultation.Homeserver.UnknownToken = Cli.Tokens.DoublePuppet;

        await VisitAsync(["the companion registration is not loaded"], "Run 'bridges registration'");
    }

    [Fact]
    public async Task A_wrong_server_name_is_one_error()
    {
        _consultation.Homeserver.Answer(WhoAmI, 200, """{"user_id":"@_bridges_service:other.test"}""");
        _consultation.Homeserver.Answer(WhoAmI + "?user_id=@admin:hs.test", 403, """{"errcode":"M_FORBIDDEN","error":"Application service cannot masquerade as this user."}""");

        await VisitAsync(["The homeserver is other.test; the configuration says hs.test"], "Set homeserver.server_name to other.test");
    }

    [Fact]
    public async Task A_wrong_server_name_is_one_error_also_beside_documents_for_the_right_one()
    {
        _consultation.Homeserver.Answer(WhoAmI, 200, """{"user_id":"@_bridges_service:other.test"}""");
        _consultation.Homeserver.Answer(WhoAmI + "?user_id=@admin:hs.test", 403, """{"errcode":"M_FORBIDDEN","error":"Application service cannot masquerade as this user."}""");
        await ChangeDocumentsAsync(text => text.Replace(@"hs\.test", @"other\.test", StringComparison.Ordinal));

        await VisitAsync(["The homeserver is other.test; the configuration says hs.test"], "Set homeserver.server_name to other.test");
    }

    [Fact]
    public async Task The_two_tokens_in_each_other_s_place_are_one_error()
    {
        // What Synapse makes of it: by the token it takes us for the companion, which has every user and not a single one exclusively.
        _consultation.Homeserver.Answer(WhoAmI, 200, """{"user_id":"@_bridges-double-puppet:hs.test"}""");
        _consultation.Homeserver.Answer("/_matrix/client/v3/register", 400, """{"errcode":"M_EXCLUSIVE","error":"This user ID is reserved by an application service."}""");
        await ChangeDocumentsAsync(text => text
            .Replace(Cli.Tokens.As, "the-other", StringComparison.Ordinal).Replace(Cli.Tokens.DoublePuppet, Cli.Tokens.As, StringComparison.Ordinal).Replace("the-other", Cli.Tokens.DoublePuppet, StringComparison.Ordinal));

        var output = await VisitAsync(["as_token differs from appservice.as_token"], "Run 'bridges registration'");

        Assert.Contains("as_token differs from double_puppet.as_token. (see registration bridges.yaml)", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost:8008", "homeserver.url: must begin with http://")]
    [InlineData("http://localhost:8008/_matrix", "homeserver.url: must be without a path: http://localhost:8008. ")]
    public async Task An_address_of_the_homeserver_that_is_none_is_one_error(string url, string problem)
    {
        _consultation.Url = url;
        Assert.Throws<Bridges.Host.Configuration.ConfigurationException>(() => _consultation.Configure());

        var visit = await Visit.PayAsync(_consultation.ConfigFile);

        visit.AssertFound(problem, "Correct it there");
        Assert.Equal(2, visit.Output.Split("WRONG  ").Length);
    }

    [Fact]
    public async Task A_homeserver_s_address_that_redirects_is_told()
    {
        await using var proxy = await ProxyAsync(context => context.Response.Redirect("https://matrix.hs.test/somewhere"));
        _consultation.Url = proxy.Urls.First();

        await VisitAsync(["sends whoever asks on to https://matrix.hs.test/somewhere"], "Set homeserver.url to the address that answers itself: https://matrix.hs.test");
    }

    [Fact]
    public async Task A_proxy_before_the_bridge_that_redirects_is_told_once()
    {
        await using var proxy = await ProxyAsync(context => context.Response.Redirect("https://bridge.hs.test/"));
        _consultation.AppserviceUrl = proxy.Urls.First();
        _consultation.Homeserver.Answer("/_matrix/client/v1/appservice/bridges/ping", 502, """{"errcode":"M_BAD_STATUS","error":"bad status","status":302,"body":""}""");

        await VisitAsync(["sends the homeserver on to https://bridge.hs.test/"], "Let the reverse proxy pass requests to");
    }

    [Fact]
    public async Task A_proxy_that_finds_bodies_too_long_is_told_for_the_way_to_the_homeserver()
    {
        _consultation.Homeserver.Answer("/_matrix/media/v3/upload", 413, "<html>413 Request Entity Too Large</html>");

        await VisitAsync(["does not let bodies of 2 MiB pass (status 413), so files get stuck"], "nginx client_max_body_size 100M");
    }

    [Fact]
    public async Task A_proxy_that_finds_bodies_too_long_is_told_for_the_way_to_the_bridge()
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        await using var proxy = await ProxyAsync(async context =>
        {
            if (context.Request.ContentLength > 10_000)
            {
                context.Response.StatusCode = 413;
                return;
            }

            await context.Response.WriteAsync(await client.GetStringAsync($"http://127.0.0.1:{_consultation.Port}{context.Request.Path}{context.Request.QueryString}", Cancellation));
        });
        _consultation.AppserviceUrl = proxy.Urls.First();

        await VisitAsync(["so the homeserver's transactions get stuck"], "for /_matrix/app/: nginx");
    }

    [Fact]
    public async Task A_listener_that_speaks_TLS_is_not_called_overloaded()
    {
        await using var listener = TlsListener.Start();
        _consultation.Url = $"http://127.0.0.1:{listener.Port}";

        await VisitAsync(["speaks TLS, and homeserver.url says http://"], $"Set homeserver.url to https://127.0.0.1:{listener.Port}");
    }

    [Fact]
    public async Task An_address_of_another_machine_cannot_be_listened_on()
    {
        _consultation.Extra = "";
        var file = _consultation.Configure().FilePath;
        // TEST-NET-1: nobody's.
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, Cancellation)).Replace($"listen: 127.0.0.1:{_consultation.Port}", $"listen: 192.0.2.7:{_consultation.Port}", StringComparison.Ordinal), Cancellation);

        var visit = await Visit.PayAsync(file);

        visit.AssertFound("192.0.2.7 is no address of this machine", $"such as 127.0.0.1:{_consultation.Port}");
        visit.AssertNotTold("Something else");
    }

    [Fact]
    public async Task A_data_directory_in_which_nothing_can_be_written_is_not_the_module_s_fault()
    {
        // A folder in which nobody can make files, not even root.
        _consultation.Extra = "data_directory: /proc/bridges\nnetworks: {sample: }";

        await VisitAsync(["Nothing can be written in /proc"], "chown USER /proc");
    }

    [Fact]
    public async Task A_data_directory_on_a_full_disk_is_told()
    {
        var finding = await _consultation.CheckOneAsync(new Host.Doctor.DataDirectoryCheck { FreeSpace = _ => 5 << 20 });

        Assert.Contains("Only 5 MB are free", finding.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_key_than_the_database_s_is_told()
    {
        await using var sample = await Hosting.SampleHost.StartAsync();
        await sample.Host.StopAsync();
        var key = sample.Host.Folder.Combine("bridges.key");
        File.Delete(key);
        (await Visit.PayAsync(sample.Host.ConfigurationFile)).AssertFound("bridges.key is not there, and 1 accounts in the database were encrypted with it", "Put the old key file back");
        Storage.SecretBox.FromKeyFile(key);

        (await Visit.PayAsync(sample.Host.ConfigurationFile)).AssertFound("1 of 1 accounts were encrypted with another key", "Put the old key file back");
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Registrations_that_everybody_can_read_are_told()
    {
        RegistrationFiles.Write(_consultation.Configure().Value, _consultation.Folder.Combine("registration"));
        var file = _consultation.Folder.Combine("registration/bridges.yaml");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        (await Visit.PayAsync(_consultation.ConfigFile)).AssertFound($"Everybody on this machine can read {file}", $"chmod o= {file}");
    }

    /// <summary>Exactly these problems are told, in this order.</summary>
    private async Task<string> VisitAsync(string[] problems, string mend)
    {
        Storage.SecretBox.FromKeyFile(_consultation.Folder.Combine("bridges.key"));
        var file = _consultation.Configure().FilePath;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var visit = await Visit.PayAsync(file);

        visit.AssertFound(problems[0], mend);
        Assert.True(visit.Output.Split("WRONG  ").Length - 1 == problems.Length, visit.Output);
        return visit.Output;
    }

    /// <summary>Writes the documents that belong to the configuration, and changes them.</summary>
    private async Task ChangeDocumentsAsync(Func<string, string> change)
    {
        var folder = _consultation.Folder.Combine("registration");
        RegistrationFiles.Write(_consultation.Configure().Value, folder);
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            await File.WriteAllTextAsync(file, change(await File.ReadAllTextAsync(file, Cancellation)), Cancellation);
        }
    }

    private static async Task<WebApplication> ProxyAsync(Action<HttpContext> answer) => await ProxyAsync(context =>
    {
        answer(context);
        return Task.CompletedTask;
    });

    private static async Task<WebApplication> ProxyAsync(Func<HttpContext, Task> answer)
    {
        var proxy = HostServer.CreateBuilder(new Bridges.Host.Configuration.ListenAddress("127.0.0.1", Ports.Free())).Build();
        proxy.Run(context => answer(context));
        await proxy.StartAsync(Cancellation);
        return proxy;
    }
}
