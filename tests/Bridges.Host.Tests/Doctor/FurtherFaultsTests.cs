using Bridges.Host.Doctor;
using Bridges.Host.Tests.Cli;
using Bridges.Host.Tests.Hosting;
using Bridges.TestBeds;
using Bridges.TestBeds.Processes;

namespace Bridges.Host.Tests.Doctor;

/// <summary>Faults that nobody reported yet, thought of beforehand (docs/doctor.md), through <c>bridges doctor</c>.</summary>
public sealed class FurtherFaultsTests : IAsyncLifetime
{
    private const string WhoAmI = "/_matrix/client/v3/account/whoami";
    private const string Renew = "Run 'bridges registration'";

    private Consultation _consultation = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _consultation = await Consultation.BeginAsync();

    public ValueTask DisposeAsync() => _consultation.DisposeAsync();

    [Theory]
    [InlineData("\"@admin:elsewhere.test\": admin")]
    [InlineData("\"*\": relay")]
    public async Task Permissions_that_let_nobody_in_are_told(string permissions)
    {
        await WriteAsync(text => text.Replace("\"@admin:hs.test\": admin", permissions, StringComparison.Ordinal));

        (await VisitAsync()).AssertFound("Nobody of hs.test may use the bridge", "\"hs.test\": user");
    }

    [Fact]
    public async Task A_user_s_name_without_a_server_is_told_as_what_it_is_read_as()
    {
        await WriteAsync(text => text.Replace("\"@admin:hs.test\": admin", "\"@admin:hs.test\": admin, you: admin", StringComparison.Ordinal));

        (await VisitAsync()).AssertFound("They name 'you', which is read as a server of that name.", "write \"@you:hs.test\"");
    }

    [Fact]
    public async Task A_mistyped_admin_is_one_error()
    {
        _consultation.Homeserver.Answer("/_matrix/client/v3/profile/@admin:hs.test", 404, """{"errcode":"M_NOT_FOUND"}""");
        _consultation.Homeserver.Answer(WhoAmI + "?user_id=@admin:hs.test", 403, """{"errcode":"M_FORBIDDEN","error":"Application service has not registered this user"}""");
        _consultation.Homeserver.Answer(WhoAmI + "?user_id=@bridges:hs.test", 200, """{"user_id":"@bridges:hs.test"}""");
        await WriteAsync();

        var visit = await VisitAsync();

        visit.AssertFound("The homeserver has no user @admin:hs.test.", "Correct the name under permissions");
        visit.AssertNotTold("The bridge may not act as");
    }

    [Fact]
    public async Task A_registration_that_takes_in_everybody_is_told_as_the_homeserver_has_loaded_it()
    {
        _consultation.Homeserver.Answer(WhoAmI + "?user_id=@no-ghost-of-bridges:hs.test", 403, """{"errcode":"M_FORBIDDEN","error":"Application service has not registered this user (@no-ghost-of-bridges:hs.test)"}""");
        await WriteAsync();

        (await VisitAsync()).AssertFound("takes in every user, and not the bridge's alone", Renew);
    }

    [Fact]
    public async Task A_registration_that_takes_in_everybody_is_told_as_it_is_on_disk()
    {
        await WriteAsync();
        await Terminal.RunAsync("registration", "--config", _consultation.ConfigFile);
        var file = _consultation.Folder.Combine("registration/bridges.yaml");
        var text = await File.ReadAllTextAsync(file, Cancellation);
        await File.WriteAllTextAsync(file, text.Replace("  users:\n", "  users:\n    - {regex: '@.*', exclusive: true}\n", StringComparison.Ordinal), Cancellation);

        (await VisitAsync()).AssertFound("has the exclusive entry @.*, which is not the bridge's", Renew);
    }

    [Fact]
    public async Task Another_application_service_that_claims_the_bot_is_told()
    {
        _consultation.Homeserver.Answer(WhoAmI + "?user_id=@_bridges_doctor:hs.test", 403, """{"errcode":"M_FORBIDDEN","error":"Application service cannot masquerade as this user."}""");
        _consultation.Homeserver.Answer(WhoAmI + "?user_id=@bridges:hs.test", 200, """{"user_id":"@bridges:hs.test"}""");
        _consultation.Homeserver.Answer("/_matrix/client/v3/register", 400, """{"errcode":"M_EXCLUSIVE","error":"This user ID is reserved by an application service."}""");
        await WriteAsync();

        (await VisitAsync()).AssertFound("keeps @bridges:hs.test for another application service as well", "or set appservice.bot to something else");
    }

    [Fact]
    public async Task Limits_that_are_on_are_told()
    {
        _consultation.Homeserver.Answer("/_matrix/client/v3/createRoom?user_id=@_bridges_doctor:hs.test", 429, """{"errcode":"M_LIMIT_EXCEEDED","error":"Too Many Requests","retry_after_ms":5000}""");
        await WriteAsync();

        (await VisitAsync()).AssertFound("It tells the bridge to wait after a few requests", "'rate_limited: false'");
    }

    [Fact]
    public async Task What_follows_from_a_registration_that_is_out_of_date_is_no_second_error()
    {
        await WriteAsync();
        await Terminal.RunAsync("registration", "--config", _consultation.ConfigFile);
        await WriteAsync(text => text.Replace(Tokens.As, "another-as-token-for-tests", StringComparison.Ordinal));
        _consultation.Homeserver.Answer(WhoAmI, 401, """{"errcode":"M_UNKNOWN_TOKEN"}""");

        var visit = await VisitAsync();

        visit.AssertFound("as_token differs from appservice.as_token", Renew);
        Assert.Contains("  -    homeserver knows the registration: It does not know appservice.as_token", visit.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("WRONG  homeserver knows the registration", visit.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_ran_out_is_told_with_its_day()
    {
        await using var listener = TlsListener.Start(until: new DateTimeOffset(2024, 3, 1, 0, 0, 0, TimeSpan.Zero));
        await WriteAsync(url: $"https://localhost:{listener.Port}");

        (await VisitAsync()).AssertFound("ran out on 2024-03-01", "certbot renew");
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_told_with_that_name()
    {
        await using var listener = TlsListener.Start(name: "matrix.other.test");
        await WriteAsync(url: $"https://localhost:{listener.Port}");

        (await VisitAsync()).AssertFound("is for matrix.other.test, and not for localhost", "Set homeserver.url to the name in the certificate");
    }

    [Fact]
    public async Task A_certificate_of_a_stranger_is_told_with_who_signed_it()
    {
        await using var listener = TlsListener.Start();
        await WriteAsync(url: $"https://localhost:{listener.Port}");

        (await VisitAsync()).AssertFound("is signed by localhost, whom this machine does not trust", "update-ca-certificates");
    }

    [Fact]
    public async Task The_listener_for_other_servers_is_told()
    {
        _consultation.Homeserver.Answer("/_matrix/client/versions", 404, """{"errcode":"M_UNRECOGNIZED"}""");
        _consultation.Homeserver.Answer("/_matrix/key/v2/server", 200, """{"server_name":"hs.test"}""");
        await WriteAsync();

        (await VisitAsync()).AssertFound("is the listener of hs.test for other servers", "'names: [client]'");
    }

    [Fact]
    public async Task A_proxy_of_the_environment_that_leads_nowhere_is_told()
    {
        await WriteAsync();

        var visit = await VisitInProcessAsync(environment: new() { ["http_proxy"] = $"http://127.0.0.1:{Ports.Free()}", ["no_proxy"] = null, ["NO_PROXY"] = null });

        visit.AssertFound("which the environment names (http_proxy)", "NO_PROXY=127.0.0.1");
    }

    [Fact]
    public async Task Too_few_open_files_are_told()
    {
        await WriteAsync();

        (await VisitInProcessAsync(before: "ulimit -n 300; ")).AssertFound("may have 300 files open at once", "LimitNOFILE=65536");
    }

    [Fact]
    public async Task A_temporary_folder_that_is_not_there_is_one_error()
    {
        await WriteAsync();

        var visit = await VisitInProcessAsync(environment: new() { ["TMPDIR"] = "/nowhere/tmp" });

        visit.AssertFound("Nothing can be put into /nowhere/tmp", "TMPDIR");
        Assert.Contains("  -    media worker: it needs the temporary folder", visit.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_little_memory_is_told()
    {
        var finding = await _consultation.CheckOneAsync(new MachineCheck { Read = () => new MachineFacts(OpenFiles: 65536, Memory: 100 << 20, Path.GetTempPath()) });

        Assert.Contains("may use 100 MB together", finding.Problem, StringComparison.Ordinal);
        Assert.Contains("MemoryMax=2G", finding.Mend, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nfs4")]
    [InlineData("smb2")]
    [InlineData("fuse.sshfs")]
    public async Task SQLite_on_a_drive_of_the_network_is_told(string kind)
    {
        var finding = await _consultation.CheckOneAsync(new NetworkDriveCheck { FileSystemOf = _ => kind });

        Assert.Contains("drive of the network", finding.Problem, StringComparison.Ordinal);
        Assert.Contains("db copy --to", finding.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SQLite_on_a_disk_of_this_machine_is_in_order()
    {
        Assert.Empty(await _consultation.CheckAsync(new NetworkDriveCheck()));
    }

    [Theory]
    [InlineData(28, "the disk is full, or has no free inodes", "df -i")]
    [InlineData(30, "is on a disk that takes no changes", "remount,rw")]
    public async Task A_disk_that_takes_nothing_is_told_for_what_it_is(int errno, string problem, string mend)
    {
        var finding = await _consultation.CheckOneAsync(new DataDirectoryCheck { TryWriting = _ => throw new IOException("it failed", errno) });

        Assert.Contains(problem, finding.Problem, StringComparison.Ordinal);
        Assert.Contains(mend, finding.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_in_the_place_of_the_key_file_is_told()
    {
        await WriteAsync();
        Directory.CreateDirectory(_consultation.Folder.Combine("bridges.key"));

        (await VisitAsync()).AssertFound("bridges.key is a folder", "Name a file in secrets.key_file");
    }

    [Fact]
    public async Task Two_bridges_on_one_database_are_told()
    {
        await using var sample = await SampleHost.StartAsync();
        await WriteAsync(extra: $"database: sqlite:{sample.Host.Folder.Combine("bridges.db")}");

        (await VisitAsync()).AssertFound("Another bridge uses it", "ps aux | grep 'bridges run'");
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_told()
    {
        await using (var sample = await SampleHost.StartAsync())
        {
            await sample.Host.StopAsync();
            File.Copy(sample.Host.Folder.Combine("bridges.db"), _consultation.Folder.Combine("bridges.db"));
        }

        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_consultation.Folder.Combine("bridges.db")};Pooling=False"))
        {
            await connection.OpenAsync(Cancellation);
            await using var command = connection.CreateCommand();
            command.CommandText = "UPDATE schema_version SET version = 9999";
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        await WriteAsync();

        (await VisitAsync()).AssertFound("schema version 9999", "Install that one, or restore an older backup.");
        var (exitCode, _, error) = await Terminal.RunAsync("run", "--config", _consultation.ConfigFile);
        Assert.Equal(ExitCode.Database, exitCode);
        Assert.Contains("it was used by a newer Bridges", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_s_address_that_leads_elsewhere_is_told_while_the_bridge_runs()
    {
        await using var sample = await SampleHost.StartAsync();
        var text = await File.ReadAllTextAsync(sample.Host.ConfigurationFile, Cancellation);
        await File.WriteAllTextAsync(sample.Host.ConfigurationFile, $"{text}\npage: {{url: {_consultation.Homeserver.Url}page/}}\n", Cancellation);

        (await Visit.PayAsync(sample.Host.ConfigurationFile)).AssertFound("Something else, or nothing, answers there (404 M_UNRECOGNIZED", "pass everything below /page/ on to");
    }

    [Fact]
    public async Task Nobody_at_the_status_endpoint_is_told()
    {
        await WriteAsync(text => text.Replace("  server_name: hs.test", $"  server_name: hs.test\n  status_endpoint: http://127.0.0.1:{Ports.Free()}/status", StringComparison.Ordinal));

        (await VisitAsync()).AssertFound("Nobody takes what is posted there", "leave homeserver.status_endpoint empty");
    }

    [Fact]
    public async Task A_well_known_that_browsers_may_not_read_is_told()
    {
        await using var site = await ScriptedHomeserver.StartAsync();
        site.AllowedOrigin = null;
        site.Answer("/.well-known/matrix/client", 200, $$$"""{"m.homeserver":{"base_url":"{{{_consultation.Homeserver.Url}}}"}}""");
        await WriteAsync();

        (await Visit.PayAsync(_consultation.ConfigFile, "--well-known", site.Url.ToString())).AssertFound("the header Access-Control-Allow-Origin is missing", "add_header Access-Control-Allow-Origin");
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task An_ffmpeg_that_cannot_be_run_is_told()
    {
        _consultation.Folder.Write("ffmpeg", "#!/bin/sh\n");
        var ffmpeg = _consultation.Folder.Combine("ffmpeg");
        File.SetUnixFileMode(ffmpeg, UnixFileMode.UserRead);
        await WriteAsync(extra: $"media: {{ffmpeg: {ffmpeg}}}");

        (await VisitAsync()).AssertFound("ermission denied", "correct media.ffmpeg");
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task An_ffmpeg_that_is_a_script_is_told()
    {
        _consultation.Folder.Write("ffmpeg", "#!/bin/sh\nexec /usr/bin/ffmpeg \"$@\"\n");
        var ffmpeg = _consultation.Folder.Combine("ffmpeg");
        File.SetUnixFileMode(ffmpeg, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await WriteAsync(extra: $"media: {{ffmpeg: {ffmpeg}}}");

        (await VisitAsync()).AssertFound("It is a script", "such as /usr/bin/ffmpeg");
    }

    private Task<Visit> VisitAsync() => Visit.PayAsync(_consultation.ConfigFile);

    /// <summary>In a process of its own, for what a process has from birth.</summary>
    private async Task<Visit> VisitInProcessAsync(Dictionary<string, string?>? environment = null, string before = "")
    {
        var program = $"{before}exec dotnet '{Path.Combine(AppContext.BaseDirectory, "bridges.dll")}' doctor --config '{_consultation.ConfigFile}'";
        await using var process = await ChildProcess.StartAsync(new ProgramToRun("sh", ["-c", program]) { Environment = environment ?? [] });
        await process.WaitForExitAsync(Cancellation);
        return new Visit(process.ExitCode!.Value, process.Output.Text);
    }

    private async Task WriteAsync(Func<string, string>? change = null, string? url = null, string extra = "")
    {
        _consultation.Url = url;
        _consultation.Extra = extra;
        _consultation.Configure();
        var text = await File.ReadAllTextAsync(_consultation.ConfigFile, Cancellation);
        await File.WriteAllTextAsync(_consultation.ConfigFile, change?.Invoke(text) ?? text, Cancellation);
    }
}
