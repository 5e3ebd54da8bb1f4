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
    [InlineData("data_directory: /home/me/data", "ProtectSystem=strict\nProtectHome=read-only", "/home/me/data, whoever owns that: /usr/lib/systemd/system/bridges.service has ProtectHome=read-only", "ReadWritePaths=/home/me/data")]
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
    [InlineData("data_directory: /root/data", "ProtectSystem=strict")]
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
    public async Task What_is_only_read_is_never_given_to_the_service_s_user()
    {
        var modules = _consultation.Folder.Combine("modules");
        Directory.CreateDirectory(modules);
        var finding = Assert.Single(await CheckAsync($"modules_directory: {modules}", "[Service]\nUser=bridges", (_, read, written, _) =>
        {
            Assert.Contains(_consultation.ConfigFile, read);
            Assert.DoesNotContain(modules, written);
            return Task.FromResult<ServiceRights>(new ServiceRights.Asked([.. read.Where(path => path == modules)], []));
        }));

        Assert.Equal($"It runs as bridges, who may not read {modules} (or not the folders above).", finding.Problem);
        Assert.Equal($"chgrp -R \"$(id -gn bridges)\" {modules}; chmod -R g=rX {modules}", finding.Mend);
    }

    [Fact]
    public async Task What_is_written_is_given_to_the_service_s_user()
    {
        var data = _consultation.Folder.Combine("data");
        Directory.CreateDirectory(data);
        var finding = Assert.Single(await CheckAsync($"data_directory: {data}", "[Service]\nUser=bridges", (_, _, written, _) => Task.FromResult<ServiceRights>(new ServiceRights.Asked([], [.. written.Where(path => path == data)]))));

        Assert.Equal($"It runs as bridges, who may not write {data} (or not the folders above).", finding.Problem);
        Assert.Equal($"chown -R bridges {data}", finding.Mend);
    }

    [Fact]
    public async Task A_user_who_could_not_be_asked_is_not_said_to_have_the_rights()
    {
        var finding = Assert.Single(await CheckAsync("", "[Service]\nUser=bridges", new ServiceUser { Program = "/nonexistent/runuser" }.AskAsync));

        Assert.Equal(DoctorVerdict.NotChecked, finding.Verdict);
        Assert.Contains("/nonexistent/runuser cannot be run here", finding.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("User=bridges", DoctorVerdict.Wrong, "no such user here: systemd does not start it (217/USER)")]
    [InlineData("User=bridges\nDynamicUser=yes", DoctorVerdict.NotChecked, "no user bridges to ask while it does not run")]
    public async Task A_user_who_does_not_exist_is_told(string unit, object verdict, string problem)
    {
        var finding = Assert.Single(await CheckAsync("", $"[Service]\n{unit}", (_, _, _, _) => Task.FromResult<ServiceRights>(new ServiceRights.NoSuchUser())));

        Assert.Equal(verdict, finding.Verdict);
        Assert.Contains(problem, finding.Problem, StringComparison.Ordinal);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task An_answer_that_does_not_come_is_not_known_and_nobody_is_left_behind()
    {
        var process = _consultation.Folder.Combine("process");
        var program = Put("runuser", $"#!/bin/sh\necho $$ > {process}\nexec sleep 600\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var late = Assert.IsType<ServiceRights.NotAsked>(await new ServiceUser { Program = program, Patience = TimeSpan.FromSeconds(1) }.AskAsync("bridges", [], [], TestContext.Current.CancellationToken));

        Assert.Contains("gave no answer within 1 s", late.Why, StringComparison.Ordinal);
        if (File.Exists(process) && File.ReadAllText(process).Trim() is { Length: > 0 } id)
        {
            var folder = $"/proc/{id}";
            while (Directory.Exists(folder))
            {
                await Task.Delay(10, TestContext.Current.CancellationToken);
            }
        }
    }

    [Fact]
    public async Task Files_of_the_unit_that_the_doctor_may_not_read_are_passed_over()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs a file that not even root can read.");
        Directory.CreateDirectory(_consultation.Folder.Combine("root/etc/systemd/system/bridges.service.d"));
        File.CreateSymbolicLink(_consultation.Folder.Combine("root/etc/systemd/system/bridges.service.d/closed.conf"), "/proc/self/mem");

        Assert.Contains(await CheckAsync("data_directory: /srv/data", "[Service]\nProtectSystem=strict\nEnvironmentFile=/proc/self/mem"), finding => finding.Verdict == DoctorVerdict.Wrong);
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

        var rights = Assert.IsType<ServiceRights.Asked>(await new ServiceUser().AskAsync("nobody", [file, "/etc/passwd", "/usr"], ["/tmp", "/usr"], TestContext.Current.CancellationToken));

        Assert.Equal([file], rights.Unreadable);
        Assert.Equal(["/usr"], rights.Unwritable);
        Assert.IsType<ServiceRights.NoSuchUser>(await new ServiceUser().AskAsync("no-such-user", [], [], TestContext.Current.CancellationToken));
    }

    private Task<IReadOnlyList<DoctorFinding>> CheckAsync(string configuration, string unit, AskServiceUser? askAs = null)
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
