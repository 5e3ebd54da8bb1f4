using Bridges.Host.Doctor;
using Bridges.Host.Tests.Modules;

namespace Bridges.Host.Tests.Doctor;

public sealed class LocalChecksTests : IAsyncLifetime
{
    private Consultation _consultation = null!;

    public async ValueTask InitializeAsync() => _consultation = await Consultation.BeginAsync();

    public ValueTask DisposeAsync() => _consultation.DisposeAsync();

    [Fact]
    public async Task A_registration_on_disk_that_differs_is_told()
    {
        RegistrationFiles.Write(_consultation.Configure().Value, _consultation.Folder.Combine("registration"));
        Assert.All(await _consultation.CheckAsync(new RegistrationFileCheck()), finding => Assert.Equal(DoctorVerdict.Fine, finding.Verdict));

        var file = _consultation.Folder.Combine("registration/bridges.yaml");
        File.WriteAllText(file, File.ReadAllText(file).Replace("hs_token: '", "hs_token: 'x", StringComparison.Ordinal));

        Assert.Contains("hs_token differs", (await _consultation.CheckAsync(new RegistrationFileCheck()))[0].Problem, StringComparison.Ordinal);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Secrets_that_others_can_read_are_told_with_the_command_that_closes_them()
    {
        _consultation.Configure();
        File.SetUnixFileMode(_consultation.ConfigFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        Assert.Equal($"chmod 600 {_consultation.ConfigFile}", (await _consultation.CheckOneAsync(new SecretFilesCheck())).Mend);
    }

    [Fact]
    public async Task A_database_that_cannot_be_reached_is_told()
    {
        _consultation.Extra = $"database: postgres://nobody:hunter2@127.0.0.1:{_consultation.Port}/nothing";

        var finding = await _consultation.CheckOneAsync(new DatabaseCheck());

        Assert.Equal(DoctorVerdict.Wrong, finding.Verdict);
        Assert.DoesNotContain("hunter2", finding.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_file_without_a_key_is_told()
    {
        _consultation.Folder.Write("bridges.key", "no key");

        Assert.Contains("32 bytes in base64", (await _consultation.CheckAsync(new SecretFilesCheck()))[1].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Modules_are_loaded_and_asked_for_their_own_diagnosis()
    {
        using var modules = new InstalledModules().Install();
        _consultation.Extra = $"modules_directory: {modules.Directory}\nnetworks:\n  sample: {{fault: health}}\n  nothere:";

        var findings = await _consultation.CheckAsync(new ModulesCheck());

        Assert.Contains(findings, finding => finding is { Subject: "module nothere", Verdict: DoctorVerdict.Wrong });
        Assert.Contains(findings, finding => finding is { Subject: "module sample loads", Verdict: DoctorVerdict.Fine });
        Assert.Contains(findings, finding => finding is { Subject: "module sample: the sample's memory", Problem: "It was asked to be unwell.", Mend: "Set 'fault: none'." });
    }

    [Fact]
    public async Task A_module_that_hangs_at_its_end_is_told_and_not_waited_for()
    {
        using var modules = new InstalledModules().Install();
        _consultation.Extra = $"modules_directory: {modules.Directory}\nnetworks:\n  sample: {{fault: dispose, hangs: true}}";

        var findings = await _consultation.CheckAsync(new ModulesCheck { Patience = TimeSpan.FromSeconds(1) });

        Assert.Contains(findings, finding => finding is { Subject: "module sample", Verdict: DoctorVerdict.Wrong, Problem: "Its own diagnosis does not end." });
    }

    [Fact]
    public async Task Something_else_at_the_public_address_is_told()
    {
        await using var other = await ScriptedHomeserver.StartAsync();
        _consultation.AppserviceUrl = other.Url.ToString();

        var finding = await _consultation.CheckOneAsync(new PublicUrlCheck());

        Assert.Equal(DoctorVerdict.Wrong, finding.Verdict);
        Assert.Contains("Something else answers there", finding.Problem, StringComparison.Ordinal);
    }
}
