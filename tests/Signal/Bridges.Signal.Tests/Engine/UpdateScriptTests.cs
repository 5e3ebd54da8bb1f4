using Bridges.TestBeds;
using Bridges.TestBeds.Processes;

namespace Bridges.Signal.Tests.Engine;

/// <summary>
/// The monthly update (<c>scripts/update-signal</c>) on a copy of what it changes, with an npm that only tells what it was to do: all but what npm
/// and the tests do is real.
/// </summary>
public sealed class UpdateScriptTests : IDisposable
{
    private static readonly string[] _parts = ["scripts", "bridges/Signal/engine", "tests/Signal/Bed", "tests/Signal/Tools"];

    private readonly TempFolder _folder = TempFolder.Create("update-signal");

    public UpdateScriptTests()
    {
        foreach (var part in _parts)
        {
            Copy(RepositoryRoot.Combine(part), _folder.Combine(part));
        }

        Directory.CreateDirectory(_folder.Combine("programs"));
        Write("programs/npm", """
            case $1 in
              --version) echo 99.0.0 ;;
              view) case $2 in */mock-server) echo 98.0.0 ;; */sqlcipher) echo 97.0.0 ;; *) echo 99.0.0 ;; esac ;;
              *) echo "npm $*" >>"$CALLS" ;;
            esac
            """);
        Write("programs/git", "echo \"git $*\" >>\"$CALLS\"");
        Write("test", "echo \"test $*\" >>\"$CALLS\"");
    }

    private IReadOnlyList<string> Calls => File.Exists(_folder.Combine("calls")) ? File.ReadAllLines(_folder.Combine("calls")) : [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_update_pins_what_belongs_together_writes_the_code_anew_checks_it_tests_it_and_shows_it()
    {
        var generated = _folder.Combine("bridges", "Signal", "engine", "gen", "content_pb.js");
        var before = await File.ReadAllTextAsync(generated, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(generated, "old", TestContext.Current.CancellationToken);

        await RunAsync();

        const string Exactly = "--package-lock-only --save-exact --ignore-scripts";
        Assert.Collection(
            Calls,
            call => Assert.Matches($"^npm install --prefix bridges/Signal/engine {Exactly} .*@signalapp/libsignal-client@99.0.0$", call),
            call => Assert.Matches($"^npm install --prefix bridges/Signal/engine {Exactly} .*@signalapp/sqlcipher@97.0.0$", call),
            call => Assert.Matches($"^npm install --prefix tests/Signal/Bed {Exactly} .*@signalapp/mock-server@98.0.0$", call),
            call => Assert.Matches(@"^npm pkg set --prefix bridges/Signal/engine librariesOf=\d{4}-\d\d-\d\d$", call),
            call => Assert.Equal("test Bridges.Signal", call),
            call => Assert.StartsWith("git --no-pager diff", call, StringComparison.Ordinal));
        Assert.Equal(before, await File.ReadAllTextAsync(generated, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Named_versions_are_taken_instead_of_the_newest()
    {
        await RunAsync("1.2.3", "4.5.6");

        Assert.Contains(Calls, call => call.EndsWith("@signalapp/libsignal-client@1.2.3", StringComparison.Ordinal));
        Assert.Contains(Calls, call => call.EndsWith("@signalapp/mock-server@4.5.6", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_engine_whose_types_are_wrong_is_not_tested()
    {
        await File.AppendAllTextAsync(_folder.Combine("bridges", "Signal", "engine", "src", "main.ts"), "const wrong: number = 'text';\n", TestContext.Current.CancellationToken);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync());

        Assert.Contains("main.ts", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("test Bridges.Signal", Calls);
    }

    [Fact]
    public async Task A_look_at_what_is_newer_changes_nothing()
    {
        var said = await RunAsync("--check");

        Assert.Matches(@"@signalapp/libsignal-client: \d+\.\d+\.\d+ is pinned, 99\.0\.0 is the newest", said);
        Assert.Matches(@"@signalapp/sqlcipher: \d+\.\d+\.\d+ is pinned, 97\.0\.0 is the newest", said);
        Assert.Matches(@"@signalapp/mock-server: \d+\.\d+\.\d+ is pinned, 98\.0\.0 is the newest", said);
        Assert.Empty(Calls);
    }

    private Task<string> RunAsync(params string[] arguments) => ChildProcess.RunAsync(
        new ProgramToRun(_folder.Combine("scripts", "update-signal"), arguments)
        {
            Environment = new Dictionary<string, string?>
            {
                ["PATH"] = $"{_folder.Combine("programs")}:{Environment.GetEnvironmentVariable("PATH")}", ["CALLS"] = _folder.Combine("calls"),
            },
        },
        TestContext.Current.CancellationToken);

    private void Write(string name, string script)
    {
        var path = _folder.Combine(name);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (var folder in Directory.GetDirectories(from).Where(folder => Path.GetFileName(folder) != "node_modules"))
        {
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }
}
