using Bridges.Host.Doctor;

namespace Bridges.Host.Tests.Doctor;

/// <summary>A systemd unit beside a doctor that somebody started by hand.</summary>
public sealed class ServiceCheckTests : IAsyncLifetime
{
    private static readonly ServiceIdentity Nobody = new("nobody", Group: null, []);

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

        var late = Assert.IsType<ServiceRights.NotAsked>(await new ServiceUser { Program = program, Patience = TimeSpan.FromSeconds(1) }.AskAsync(new("bridges", null, []), [], [], TestContext.Current.CancellationToken));

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

        var rights = Assert.IsType<ServiceRights.Asked>(await new ServiceUser().AskAsync(Nobody, [file, "/etc/passwd", "/usr"], ["/tmp", "/usr"], TestContext.Current.CancellationToken));

        Assert.Equal([file], rights.Unreadable);
        Assert.Equal(["/usr"], rights.Unwritable);
        Assert.IsType<ServiceRights.NoSuchUser>(await new ServiceUser().AskAsync(new("no-such-user", null, []), [], [], TestContext.Current.CancellationToken));
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task The_unit_s_groups_open_what_they_may_read()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && File.Exists("/usr/sbin/runuser"), "Only root can ask as another.");
        Assert.SkipUnless(File.Exists("/etc/shadow") && File.GetUnixFileMode("/etc/shadow").HasFlag(UnixFileMode.GroupRead), "Needs a file that one group may read.");
        string[] closed = ["/etc/shadow"];

        Assert.Equal(closed, Assert.IsType<ServiceRights.Asked>(await AskAsync(Nobody)).Unreadable);
        Assert.Empty(Assert.IsType<ServiceRights.Asked>(await AskAsync(Nobody with { Group = "shadow" })).Unreadable);
        Assert.Empty(Assert.IsType<ServiceRights.Asked>(await AskAsync(Nobody with { Supplementary = ["shadow"] })).Unreadable);
        Assert.Empty(Assert.IsType<ServiceRights.Asked>(await AskAsync(Nobody with { Group = "daemon", Supplementary = ["shadow"] })).Unreadable);
        Assert.Equal(closed, Assert.IsType<ServiceRights.Asked>(await AskAsync(Nobody with { Group = "daemon" })).Unreadable);
        Assert.IsType<ServiceRights.NoSuchGroup>(await AskAsync(Nobody with { Supplementary = ["no-such-group"] }));

        Task<ServiceRights> AskAsync(ServiceIdentity identity) => new ServiceUser().AskAsync(identity, closed, [], TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_unit_s_groups_are_asked_for_and_named()
    {
        var finding = Assert.Single(await CheckAsync("", "[Service]\nUser=bridges\nGroup=matrix\nSupplementaryGroups=ssl-cert media", (identity, read, _, _) =>
        {
            Assert.Equal("matrix", identity.Group);
            Assert.Equal(["ssl-cert", "media"], identity.Supplementary);
            return Task.FromResult<ServiceRights>(new ServiceRights.Asked([.. read.Take(1)], []));
        }));

        Assert.StartsWith("It runs as bridges (group matrix, also in ssl-cert, media), who may not read", finding.Problem, StringComparison.Ordinal);
        Assert.StartsWith("chgrp -R matrix ", finding.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_that_does_not_exist_is_told()
    {
        var finding = Assert.Single(await CheckAsync("", "[Service]\nUser=bridges\nGroup=matrx", (_, _, _, _) => Task.FromResult<ServiceRights>(new ServiceRights.NoSuchGroup("runuser: group matrx does not exist"))));

        Assert.Contains("systemd does not start it (216/GROUP)", finding.Problem, StringComparison.Ordinal);
        Assert.Contains("correct Group= and SupplementaryGroups= in /usr/lib/systemd/system/bridges.service", finding.Mend, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MemoryMax=400M", 3, "bridges.service has MemoryMax, by which the bridge and its engines may use 400 MB together; 3 networks and 0 accounts take about 500 MB at rest")]
    [InlineData("MemoryMax=1G", 3, null)]
    [InlineData("MemoryMax=50%", 3, null)]
    [InlineData("MemoryMax=infinity", 3, null)]
    [InlineData("MemoryMax=300M", 1, null)]
    public async Task Too_little_memory_for_the_networks_is_told(string unit, int networks, string? problem)
    {
        _consultation.Extra = $"networks: {{{string.Join(", ", Enumerable.Range(1, networks).Select(number => $"n{number}: {{}}"))}}}";
        Put("usr/lib/systemd/system/bridges.service", $"[Service]\n{unit}");

        var findings = await _consultation.CheckAsync(new MemoryCheck { Find = () => ServiceUnit.Find(_consultation.Folder.Combine("root")), Read = () => new MachineFacts(65536, Memory: null, "/tmp") });

        Assert.Equal(problem is not null, findings.Any(finding => finding.Verdict == DoctorVerdict.Wrong));
        Assert.StartsWith(problem ?? "", findings.Select(finding => finding.Problem).FirstOrDefault() ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_small_a_container_for_the_networks_is_told()
    {
        _consultation.Extra = "networks: {one: {}, two: {}, three: {enabled: false}}";

        var finding = await _consultation.CheckOneAsync(new MemoryCheck { Find = () => null, Read = () => new MachineFacts(65536, Memory: 300L << 20, "/tmp") });

        Assert.StartsWith("The bridge and its engines may use 300 MB together; 2 networks and 0 accounts take about 370 MB", finding.Problem, StringComparison.Ordinal);
        Assert.Contains("mem_limit: 1024m", finding.Mend, StringComparison.Ordinal);
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
