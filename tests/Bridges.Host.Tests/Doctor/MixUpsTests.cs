using Bridges.Host.Doctor;
using Bridges.Host.Tests.Cli;
using Microsoft.Data.Sqlite;

namespace Bridges.Host.Tests.Doctor;

/// <summary>One thing taken for another: an address, a token, a database, a folder.</summary>
public sealed class MixUpsTests : IAsyncLifetime
{
    private const string WhoAmI = "/_matrix/client/v3/account/whoami";

    private Consultation _consultation = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _consultation = await Consultation.BeginAsync();

    public ValueTask DisposeAsync() => _consultation.DisposeAsync();

    [Fact]
    public async Task The_bridge_s_own_address_in_the_homeserver_s_place_is_told()
    {
        _consultation.Url = $"http://127.0.0.1:{_consultation.Port}";

        (await VisitAsync()).AssertFoundAlone("is the bridge's own address", "Set homeserver.url to the address and port of the homeserver's client listener");
    }

    [Fact]
    public async Task The_homeserver_s_address_in_the_bridge_s_place_is_told()
    {
        _consultation.AppserviceUrl = _consultation.Homeserver.Url.ToString();

        (await VisitAsync()).AssertFoundAlone("It is the homeserver's own address", "Set appservice.url to the address at which the homeserver reaches appservice.listen");
    }

    [Fact]
    public async Task A_password_before_the_homeserver_is_told()
    {
        _consultation.Homeserver.Answer("/_matrix/client/versions", 401, "<html><head><title>401 Authorization Required</title></head></html>");

        (await VisitAsync()).AssertFoundAlone("asks for a name and a password of its own", "auth_basic off");
    }

    [Fact]
    public async Task Where_clients_find_a_homeserver_that_does_not_answer_is_not_judged()
    {
        await using var site = await ScriptedHomeserver.StartAsync();
        site.Answer("/_matrix/client/versions", 404, "");
        _consultation.Homeserver.Answer("/_matrix/client/versions", 502, "");
        _consultation.ConfigureForOwner();

        (await Visit.PayAsync(_consultation.ConfigFile, "--well-known", site.Url.ToString())).AssertFoundAlone("status 502", "See the log of the homeserver");
    }

    [Fact]
    public async Task What_a_homeserver_that_is_too_old_does_not_know_is_no_second_error()
    {
        _consultation.Homeserver.Answer("/_matrix/client/versions", 200, """{"versions":["r0.6.1","v1.1"]}""");
        _consultation.Homeserver.Answer(WhoAmI, 404, """{"errcode":"M_UNRECOGNIZED"}""");

        (await VisitAsync()).AssertFoundAlone("It speaks Matrix v1.1", "Update the homeserver.");
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"50M\"")]
    public async Task A_homeserver_that_tells_no_limit_of_files_is_in_order(string size)
    {
        _consultation.Homeserver.Answer("/_matrix/client/v1/media/config", 200, $$"""{"m.upload.size":{{size}}}""");

        Assert.Equal(ExitCode.Success, (await VisitAsync()).ExitCode);
    }

    [Fact]
    public async Task A_user_s_own_token_in_the_companion_s_place_is_told()
    {
        _consultation.Homeserver.Answer(WhoAmI + "?user_id=@admin:hs.test", 200, """{"user_id":"@other:hs.test"}""");

        (await VisitAsync()).AssertFoundAlone("the homeserver answers for @other:hs.test", "Give double_puppet.as_token a value of its own");
    }

    [Theory]
    [InlineData(403, "M_USER_DEACTIVATED")]
    [InlineData(401, "M_USER_LOCKED")]
    public async Task An_admin_who_was_shut_out_is_told_for_what_it_is(int status, string code)
    {
        _consultation.Homeserver.Answer(WhoAmI + "?user_id=@admin:hs.test", status, $$"""{"errcode":"{{code}}","error":"no"}""");

        (await VisitAsync()).AssertFoundAlone("has shut @admin:hs.test out", "Take @admin:hs.test out of permissions, or let them in again.");
    }

    [Theory]
    [InlineData("rate_limited: false", "rate_limited: \"false\"", "'rate_limited'")]
    [InlineData("exclusive: true", "exclusive: 'true'", "'exclusive'")]
    public async Task Quotation_marks_in_a_registration_are_told(string from, string to, string key)
    {
        await ChangeRegistrationAsync(text => text.Replace(from, to, StringComparison.Ordinal));

        (await VisitAsync()).AssertFoundAlone($"{key} (line ", "Run 'bridges registration'");
    }

    [Fact]
    public async Task Windows_line_ends_and_a_mark_at_the_beginning_of_a_registration_are_in_order()
    {
        await ChangeRegistrationAsync(text => "\ufeff" + text.ReplaceLineEndings("\r\n"));

        Assert.Equal(ExitCode.Success, (await VisitAsync()).ExitCode);
    }

    [Fact]
    public async Task A_password_that_is_not_encoded_is_told_and_no_piece_of_it_shown()
    {
        _consultation.Extra = "database: \"postgres://bridges:hun@ter2/w@127.0.0.1/bridges\"";
        await File.WriteAllTextAsync(_consultation.ConfigFile, "", Cancellation);

        Assert.DoesNotContain("ter2", Assert.Throws<Host.Configuration.ConfigurationException>(() => _consultation.Configure()).Problems[0].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CREATE TABLE portal (mxid TEXT); CREATE TABLE version (version INTEGER)", "portal, version")]
    [InlineData("CREATE TABLE schema_version (version INTEGER); INSERT INTO schema_version VALUES (73); CREATE TABLE users (name TEXT)", "schema_version, users")]
    public async Task Another_program_s_database_is_refused_and_left_as_it_is(string sql, string tables)
    {
        var file = _consultation.Folder.Combine("bridges.db");
        await using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            await connection.OpenAsync(Cancellation);
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        var before = await File.ReadAllBytesAsync(file, Cancellation);

        (await VisitAsync()).AssertFound($"It is another program's: it has the tables {tables}", "Give the bridge a database of its own");
        var (exitCode, _, error) = await Terminal.RunAsync("run", "--config", _consultation.ConfigFile);
        Assert.Equal(ExitCode.Database, exitCode);
        Assert.Contains($"It is another program's: it has the tables {tables}", error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(file, Cancellation));
    }

    [Fact]
    public async Task Everybody_as_admin_is_told()
    {
        var finding = await CheckPermissionsAsync("\"*\": admin, \"@admin:hs.test\": admin");

        Assert.Contains("Everybody of every homeserver is admin", finding.Problem, StringComparison.Ordinal);
        Assert.Contains("\"@YOU:hs.test\": admin", finding.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_s_listener_that_is_taken_is_told()
    {
        _consultation.Extra = $"page: {{enabled: true, url: \"http://127.0.0.1:1/page\", listen: \"127.0.0.1:{_consultation.Homeserver.Url.Port}\"}}";

        (await VisitAsync()).AssertFoundAlone("The page cannot listen there", "set page.listen to an address of this machine and a free port");
    }

    [Theory]
    [InlineData("telegram-1.2.zip", "The module 'telegram' is still packed", "Unpack it")]
    [InlineData("telegram/telegram/Bridges.Telegram.deps.json", "one folder too deep", "mv ")]
    public async Task A_module_that_was_not_put_where_it_belongs_is_told(string file, string problem, string mend)
    {
        var path = _consultation.Folder.Combine($"modules/{file}");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, "{}", Cancellation);
        _consultation.Extra = "modules_directory: modules\nnetworks: {telegram: {}}";

        (await VisitAsync()).AssertFoundAlone(problem, mend);
    }

    [Theory]
    [InlineData(60, 1L << 30, "may have 60 processes and threads together", "TasksMax=512")]
    [InlineData(500, 5L << 20, "Only 5 MB are free for temporary files", "TMPDIR")]
    public async Task Too_few_processes_and_too_little_room_for_temporary_files_are_told(long processes, long space, string problem, string mend)
    {
        var facts = new MachineFacts(OpenFiles: 65536, Memory: null, Path.GetTempPath()) { Processes = processes, TemporarySpace = space };

        var finding = await _consultation.CheckOneAsync(new MachineCheck { Read = () => facts });

        Assert.Contains(problem, finding.Problem, StringComparison.Ordinal);
        Assert.Contains(mend, finding.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quota_that_is_used_up_is_told_for_what_it_is()
    {
        var finding = await _consultation.CheckOneAsync(new DataDirectoryCheck { TryWriting = _ => throw new IOException("it failed", 122) });

        Assert.Contains("quota", finding.Problem, StringComparison.Ordinal);
        Assert.Contains("quota -s", finding.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_network_s_folder_of_another_user_is_told()
    {
        _consultation.Extra = "networks: {telegram: {}}";
        var folder = _consultation.Folder.Combine("data/telegram");
        Directory.CreateDirectory(folder);

        var finding = await _consultation.CheckOneAsync(new DataDirectoryCheck { TryWriting = tried => _ = tried == folder ? throw new UnauthorizedAccessException("denied") : 0 });

        Assert.Equal($"chown USER {folder}; chmod u+rwx {folder}", finding.OwnerCommand);
    }

    private async Task<DoctorFinding> CheckPermissionsAsync(string permissions)
    {
        _consultation.Configure();
        var text = (await File.ReadAllTextAsync(_consultation.ConfigFile, Cancellation)).Replace("permissions: {\"@admin:hs.test\": admin}", $"permissions: {{{permissions}}}", StringComparison.Ordinal);
        await File.WriteAllTextAsync(_consultation.ConfigFile, text, Cancellation);
        var configuration = Host.Configuration.ConfigurationFile.Load(_consultation.ConfigFile, new Dictionary<string, string>());
        using var probe = new HomeserverProbe(configuration.Value.Homeserver.Url, TimeSpan.FromSeconds(10));
        return Assert.Single(await new PermissionsCheck().CheckAsync(new Patient(configuration, probe, TimeProvider.System), Cancellation));
    }

    private async Task ChangeRegistrationAsync(Func<string, string> change)
    {
        await Terminal.RunAsync("registration", "--config", _consultation.ConfigureForOwner());
        var file = _consultation.Folder.Combine("registration/bridges.yaml");
        await File.WriteAllTextAsync(file, change(await File.ReadAllTextAsync(file, Cancellation)), Cancellation);
    }

    private Task<Visit> VisitAsync() => Visit.PayAsync(_consultation.ConfigureForOwner());
}
