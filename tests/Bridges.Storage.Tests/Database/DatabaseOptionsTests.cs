using Npgsql;

namespace Bridges.Storage.Tests;

public sealed class DatabaseOptionsTests
{
    [Theory]
    [InlineData("sqlite:bridges.db", "bridges.db")]
    [InlineData("SQLITE:bridges.db", "bridges.db")]
    [InlineData("sqlite:/var/lib/bridges/b.db", "/var/lib/bridges/b.db")]
    [InlineData("sqlite:///var/lib/bridges/b.db", "/var/lib/bridges/b.db")]
    [InlineData("sqlite://b.db", "b.db")]
    [InlineData(@"sqlite:C:\bridges\b.db", @"C:\bridges\b.db")]
    public void A_path_is_what_follows_sqlite(string text, string path)
    {
        Assert.Equal(new DatabaseOptions(DatabaseKind.Sqlite, path), DatabaseOptions.Parse(text));
    }

    [Theory]
    [InlineData("postgres://user:pass@host/name", "host", 5432, "user", "pass", "name")]
    [InlineData("postgresql://user:p%40ss%2F%3A%23@host:6000/name", "host", 6000, "user", "p@ss/:#", "name")]
    [InlineData("postgres://user:a:b@host/name", "host", 5432, "user", "a:b", "name")]
    [InlineData("postgres://us%40er@host/na%20me", "host", 5432, "us@er", null, "na me")]
    [InlineData("postgres://host/name", "host", 5432, null, null, "name")]
    [InlineData("postgres://user:pass@[::1]:6000/name", "::1", 6000, "user", "pass", "name")]
    [InlineData("postgres:///name?host=/run/postgresql&user=me", "/run/postgresql", 5432, "me", null, "name")]
    [InlineData("Host=host;Username=user;Password='p;w';Database=name", "host", 5432, "user", "p;w", "name")]
    public void An_address_of_PostgreSQL_is_read(string text, string host, int port, string? user, string? password, string database)
    {
        var options = DatabaseOptions.Parse(text);

        Assert.Equal(DatabaseKind.PostgreSql, options.Kind);
        var builder = new NpgsqlConnectionStringBuilder(options.Target);
        Assert.Equal((host, port, user, password, database), (builder.Host, builder.Port, builder.Username, builder.Password, builder.Database));
        Assert.Equal($"postgres://{host}:{port}/{database}", options.ToString());
    }

    [Fact]
    public void Parameters_of_an_address_are_kept()
    {
        var builder = new NpgsqlConnectionStringBuilder(
            DatabaseOptions.Parse("postgres://host/name?sslmode=verify-full&sslrootcert=/ca.pem&connect_timeout=3").Target);

        Assert.Equal((SslMode.VerifyFull, "/ca.pem", 3), (builder.SslMode, builder.RootCertificate, builder.Timeout));
    }

    [Theory]
    [InlineData("")]
    [InlineData("bridges.db")]
    [InlineData("mysql://user:geheim@host/name")]
    [InlineData("sqlite:")]
    [InlineData("sqlite://")]
    [InlineData("postgres://user:geheim@host")]
    [InlineData("postgres://user:geheim@host/")]
    [InlineData("postgres://user:geheim@host:port/name")]
    [InlineData("postgres://user:ge#heim@host/name")]
    [InlineData("postgres://user:g@e/heim@host/name")]
    [InlineData("postgres://host/user:geheim@name")]
    [InlineData("postgres://user:geheim@host/name?sslmode=perhaps")]
    [InlineData("postgres://user:geheim@host/name?color=red")]
    [InlineData("Host=host;Password=geheim;Port=many")]
    [InlineData("Host=host;Password=ge;heim")]
    [InlineData("Host=host;Password='geheim")]
    public void Anything_else_is_refused_in_words_that_do_not_repeat_it(string text)
    {
        var refusal = Assert.Throws<FormatException>(() => DatabaseOptions.Parse(text));

        Assert.DoesNotContain("heim", refusal.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgres://user:geheim@host/name")]
    [InlineData("Host=host;Password=geheim;Database=name")]
    public void A_password_is_never_shown(string text)
    {
        Assert.DoesNotContain("geheim", DatabaseOptions.Parse(text).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", $"{DatabaseOptions.Parse(text)}", StringComparison.Ordinal);
    }
}
