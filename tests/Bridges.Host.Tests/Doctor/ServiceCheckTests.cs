using Bridges.Host.Doctor;

namespace Bridges.Host.Tests.Doctor;

/// <summary>A systemd unit beside a doctor that somebody started by hand.</summary>
public sealed class ServiceCheckTests : IAsyncLifetime
{
    private Consultation _consultation = null!;

    public async ValueTask InitializeAsync() => _consultation = await Consultation.BeginAsync();

    public ValueTask DisposeAsync() => _consultation.DisposeAsync();

    [Theory]
    [InlineData("data_directory: /home/me/data", "ProtectHome=yes", "It does not see /home/me/data, though you do", "below [Service]: ProtectHome=no")]
    [InlineData("database: sqlite:/root/bridges.db", "ProtectHome=tmpfs", "It does not see /root", "below [Service]: ProtectHome=no")]
    [InlineData("data_directory: /var/tmp/data", "PrivateTmp=true", ", /var/tmp/data", "below [Service]: PrivateTmp=no")]
    [InlineData("data_directory: /srv/data", "ProtectSystem=strict", "It may not write /srv/data", "ReadWritePaths=/srv/data")]
    [InlineData("data_directory: /srv/data", "ReadOnlyPaths=/srv", "It may not write /srv/data", "ReadWritePaths=/srv/data")]
    [InlineData("data_directory: /etc/bridges/data", "ProtectSystem=full", "It may not write /etc/bridges/data", "ReadWritePaths=/etc/bridges/data")]
    public async Task What_the_service_does_not_see_or_may_not_write_is_told_with_the_setting(string configuration, string unit, string problem, string mend)
    {
        var finding = (await CheckAsync(configuration, $"[Service]\n{unit}\nReadWritePaths=/tmp")).First(found => found.Verdict == DoctorVerdict.Wrong);

        Assert.Contains(problem, finding.Problem, StringComparison.Ordinal);
        Assert.Contains(mend, finding.Mend, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data_directory: /home/me/data", "ProtectHome=yes\nBindPaths=/home/me/data")]
    [InlineData("data_directory: /var/lib/bridges/data", "ProtectSystem=strict\nStateDirectory=bridges")]
    [InlineData("data_directory: /home/me/data", "ProtectHome=no\nPrivateTmp=no")]
    public async Task A_service_that_sees_all_is_in_order(string configuration, string unit)
    {
        Assert.DoesNotContain(await CheckAsync(configuration, $"[Service]\n{unit}\nReadWritePaths=/tmp /home"), finding => finding.Verdict == DoctorVerdict.Wrong);
    }

    [Fact]
    public async Task What_was_added_to_the_unit_counts()
    {
        Put("etc/systemd/system/bridges.service.d/10-home.conf", "[Service]\nProtectHome=no\n");

        Assert.DoesNotContain(await CheckAsync("data_directory: /home/me/data", "[Service]\nProtectHome=yes"), finding => finding.Verdict == DoctorVerdict.Wrong);
    }

    [Fact]
    public async Task A_service_with_another_configuration_is_a_hint()
    {
        var finding = Assert.Single(await CheckAsync("data_directory: /home/me/data", "[Service]\nProtectHome=yes\nExecStart=/usr/bin/bridges run --config /etc/bridges/config.yaml"));

        Assert.Equal(DoctorVerdict.Fine, finding.Verdict);
        Assert.Contains("bridges doctor --config /etc/bridges/config.yaml", finding.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_the_service_s_user_cannot_read_are_told_where_the_doctor_may_ask()
    {
        var finding = Assert.Single(await CheckAsync("", "[Service]\nUser=bridges", (user, paths, _) => Task.FromResult<IReadOnlyList<string>>([.. paths.Where(path => user == "bridges" && path == _consultation.ConfigFile)])));

        Assert.Equal($"It runs as bridges, who may not use {_consultation.ConfigFile} (or not the folders above).", finding.Problem);
        Assert.Equal($"chown -R bridges {_consultation.ConfigFile}", finding.Mend);
    }

    [Fact]
    public async Task Who_is_neither_root_nor_the_service_s_user_is_told_how_to_look_as_that()
    {
        var finding = Assert.Single(await CheckAsync("", "[Service]\nUser=bridges"));

        Assert.Contains("sudo -u bridges bridges doctor", finding.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Variables_of_the_service_are_named()
    {
        var file = Put("etc/bridges.env", "# places\nBRIDGES_TEST_VARIABLE=/var/lib/bridges/data\n");

        var finding = (await CheckAsync("", $"[Service]\nEnvironmentFile=-{file}"))[^1];

        Assert.Contains("BRIDGES_TEST_VARIABLE are set for it", finding.Mend, StringComparison.Ordinal);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Root_asks_as_the_other_user()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && File.Exists("/usr/sbin/runuser"), "Only root can ask as another.");
        var file = Put("secret", "x");
        File.SetUnixFileMode(file, UnixFileMode.UserRead);

        Assert.Equal([file], await ServiceUser.DeniedAsync("nobody", [file, "/etc/passwd", "/tmp"], TestContext.Current.CancellationToken));
    }

    private Task<IReadOnlyList<DoctorFinding>> CheckAsync(string configuration, string unit, Func<string, IReadOnlyList<string>, CancellationToken, Task<IReadOnlyList<string>>>? askAs = null)
    {
        _consultation.Extra = configuration;
        Put("usr/lib/systemd/system/bridges.service", unit);
        return _consultation.CheckAsync(new ServiceCheck { Find = () => ServiceUnit.Find(_consultation.Folder.Combine("root")), CurrentUser = "me", AskAs = askAs });
    }

    private string Put(string path, string text)
    {
        var file = _consultation.Folder.Combine($"root/{path}");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }
}
