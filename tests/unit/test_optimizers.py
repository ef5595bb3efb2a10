import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnbook.optimizers import SGD, Adam

EVERY = [
    SGD(0.1),
    SGD(0.1, momentum=0.9),
    SGD(0.1, weight_decay=0.01),
    Adam(0.1),
    Adam(0.1, weight_decay=0.01),
]


def two_steps(optimizer, dtype=np.float64):
    """Two parameters of different shapes, two different gradients: the parameters after each step."""
    params = [np.array([[1.0, -2.0]], dtype), np.array([3.0], dtype)]
    gradients = [
        [np.array([[0.5, -1.0]], dtype), np.array([2.0], dtype)],
        [np.array([[1.0, 0.25]], dtype), np.array([-4.0], dtype)],
    ]
    state = optimizer.init(params)
    history = []
    for grads in gradients:
        state = optimizer.step(params, grads, state)
        history.append(np.concatenate([p.ravel() for p in params]))
    return history


def check(optimizer, first, second):
    history = two_steps(optimizer)
    np.testing.assert_allclose(history[0], first, rtol=1e-12)
    np.testing.assert_allclose(history[1], second, rtol=1e-12)


def test_sgd_by_hand():
    check(
        SGD(0.1),
        [1 - 0.1 * 0.5, -2 + 0.1 * 1, 3 - 0.1 * 2],  # 0.95, -1.9, 2.8
        [0.95 - 0.1 * 1, -1.9 - 0.1 * 0.25, 2.8 + 0.1 * 4],
    )


def test_momentum_by_hand():
    # v1 = g1; v2 = 0.5 v1 + g2 = (1.25, -0.25, -3).
    check(
        SGD(0.1, momentum=0.5),
        [0.95, -1.9, 2.8],
        [0.95 - 0.1 * 1.25, -1.9 + 0.1 * 0.25, 2.8 + 0.1 * 3],
    )


def test_weight_decay_is_decoupled_and_shrinks_before_the_step():
    # Each step first multiplies by 1 - 0.1 * 0.5 = 0.95.
    check(
        SGD(0.1, weight_decay=0.5),
        [0.95 * 1 - 0.05, -0.95 * 2 + 0.1, 0.95 * 3 - 0.2],  # 0.9, -1.8, 2.65
        [0.95 * 0.9 - 0.1, -0.95 * 1.8 - 0.025, 0.95 * 2.65 + 0.4],
    )


def test_weight_decay_does_not_enter_the_velocity():
    # Were it part of the gradient, the second velocity would remember the first decay.
    check(
        SGD(0.1, momentum=0.5, weight_decay=0.5),
        [0.9, -1.8, 2.65],
        [0.95 * 0.9 - 0.125, -0.95 * 1.8 + 0.025, 0.95 * 2.65 + 0.3],
    )


def adam_by_hand(p, gradients, decay):
    """Kingma & Ba (2015), algorithm 1, for one number."""
    lr, beta1, beta2, eps = 0.1, 0.8, 0.9, 1e-3
    m = v = 0.0
    history = []
    for t, g in enumerate(gradients, start=1):
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
        p = p * (1 - lr * decay) - lr * m_hat / (v_hat**0.5 + eps)
        history.append(p)
    return history


@pytest.mark.parametrize("decay", [0.0, 0.5])
def test_adam_by_hand(decay):
    numbers = [(1.0, [0.5, 1.0]), (-2.0, [-1.0, 0.25]), (3.0, [2.0, -4.0])]
    first, second = zip(*(adam_by_hand(p, g, decay) for p, g in numbers), strict=True)
    check(Adam(0.1, beta1=0.8, beta2=0.9, eps=1e-3, weight_decay=decay), first, second)


def test_the_first_step_of_adam_is_lr_in_every_direction():
    params = [np.zeros(2), np.zeros(1)]
    optimizer = Adam()
    optimizer.step(params, [np.array([1e-3, -50.0]), np.array([7.0])], optimizer.init(params))
    np.testing.assert_allclose(np.concatenate(params), [-0.001, 0.001, -0.001], rtol=1e-4)


def test_the_defaults_of_adam_are_those_of_the_paper():
    assert Adam() == Adam(lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0)


@pytest.mark.parametrize("optimizer", [SGD(0.1), SGD(0.05, momentum=0.8), Adam(0.1)], ids=repr)
def test_a_quadratic_is_led_to_its_minimum(optimizer):
    a, b = np.array([[1.0, -2.0], [0.5, 4.0]]), np.array([3.0])
    params = [np.zeros((2, 2)), np.zeros(1)]
    state = optimizer.init(params)
    for _ in range(600):
        state = optimizer.step(params, [params[0] - a, 4 * (params[1] - b)], state)
    np.testing.assert_allclose(params[0], a, atol=1e-4)
    np.testing.assert_allclose(params[1], b, atol=1e-4)


@pytest.mark.parametrize("optimizer", EVERY, ids=repr)
def test_float32_stays_float32_and_the_arrays_stay_the_same_objects(optimizer):
    params = [np.ones((2, 3), np.float32), np.ones(3, np.float32)]
    same = list(params)
    state = optimizer.init(params)
    for _ in range(2):
        state = optimizer.step(params, [np.full_like(p, 0.5) for p in params], state)
    assert all(p is q for p, q in zip(params, same, strict=True))
    assert all(p.dtype == np.float32 for p in params)
    arrays = [
        a for part in state for a in (part if isinstance(part, list) else [part]) if isinstance(a, np.ndarray)
    ]
    assert all(a.dtype == np.float32 for a in arrays)
    np.testing.assert_allclose(two_steps(optimizer, np.float32)[1], two_steps(optimizer)[1], rtol=1e-5)


@pytest.mark.parametrize("optimizer", EVERY, ids=repr)
def test_the_gradients_are_only_read(optimizer):
    params = [np.ones(2), np.ones(1)]
    grads = [np.array([0.5, -1.0]), np.array([2.0])]
    state = optimizer.init(params)
    for _ in range(3):
        state = optimizer.step(params, grads, state)
    np.testing.assert_array_equal(np.concatenate(grads), [0.5, -1.0, 2.0])


@pytest.mark.parametrize("optimizer", EVERY, ids=repr)
def test_a_second_run_is_not_touched_by_the_first(optimizer):
    np.testing.assert_array_equal(two_steps(optimizer), two_steps(optimizer))


@pytest.mark.parametrize("optimizer", EVERY, ids=repr)
def test_hyperparameters_do_not_change(optimizer):
    with pytest.raises(AttributeError):
        optimizer.lr = 1.0


@pytest.mark.parametrize("optimizer", [SGD(0.1), Adam(0.1)], ids=repr)
def test_a_gradient_that_is_missing_is_noticed(optimizer):
    params = [np.ones(2), np.ones(1)]
    with pytest.raises(ValueError, match="grads has 1 arrays for 2 params"):
        optimizer.step(params, [np.ones(2)], optimizer.init(params))
    np.testing.assert_array_equal(params[0], 1)


def frozen(*values):
    a = np.array(values)
    a.flags.writeable = False
    return a


@pytest.mark.parametrize("optimizer", EVERY, ids=repr)
@pytest.mark.parametrize(
    ("second", "gradient", "message"),
    [
        (np.ones((2, 3)), np.ones(3), r"grads \(3,\) of float64 cannot change a parameter \(2, 3\)"),
        (np.array([1, 2]), np.ones(2), "a parameter .* of int64"),
        (frozen(1.0, 2.0), np.ones(2), "that is read-only"),
    ],
)
def test_a_second_parameter_that_cannot_change_leaves_the_first_as_it_was(
    optimizer, second, gradient, message
):
    params, before = [np.ones(2), second], second.copy()
    state = optimizer.init(params)
    for _ in range(2):
        with pytest.raises(ValueError, match=message):
            optimizer.step(params, [np.ones(2), gradient], state)
        np.testing.assert_array_equal(params[0], 1)
        np.testing.assert_array_equal(params[1], before)


def test_a_state_of_other_parameters_is_refused():
    params, grads = [np.ones(2)], [np.ones(2)]
    with pytest.raises(ValueError, match="state must be what init or the last step gave"):
        Adam().step(params, grads, [])
    for optimizer in (SGD(0.1, momentum=0.5), Adam()):
        with pytest.raises(ValueError, match=r"state \(3,\) of float64 cannot change a parameter \(2,\)"):
            optimizer.step(params, grads, optimizer.init([np.ones(3)]))
    np.testing.assert_array_equal(params[0], 1)


@pytest.mark.parametrize("kind", [SGD, Adam])
def test_a_decay_that_would_flip_the_signs_is_refused(kind):
    with pytest.raises(ValueError, match=r"weight_decay must be in 0 \.\.\. 1 / lr, got 2.0 with lr 1.0"):
        kind(1.0, weight_decay=2.0)


@pytest.mark.parametrize("optimizer", EVERY, ids=repr)
def test_an_update_is_a_step_that_looks_at_nothing(optimizer):
    rng = np.random.default_rng(3)
    first, second = [rng.normal(size=(2, 3))], [np.empty((2, 3))]
    second[0][...] = first[0]
    one, two = optimizer.init(first), optimizer.init(second)
    for _ in range(3):
        grads = [rng.normal(size=(2, 3))]
        one, two = optimizer.step(first, grads, one), optimizer.update(second, grads, two)
        np.testing.assert_array_equal(first[0], second[0])


@pytest.mark.parametrize("optimizer", EVERY, ids=repr)
def test_nothing_to_train_is_nothing_to_do(optimizer):
    assert optimizer.step([], [], optimizer.init([])) is not None


def test_without_momentum_there_is_nothing_to_remember():
    params = [np.ones((2, 3)), np.ones(3)]
    assert SGD(0.1).init(params) == []
    assert [v.shape for v in SGD(0.1, momentum=0.5).init(params)] == [(2, 3), (3,)]


@given(lr=st.floats(1e-6, 1e-1), seed=st.integers(0, 99))
def test_a_small_step_of_sgd_goes_down(lr, seed):
    rng = np.random.default_rng(seed)
    p, a = rng.normal(size=(2, 4))
    before = ((p - a) ** 2).sum()
    SGD(lr).step([p], [2 * (p - a)], [])
    assert ((p - a) ** 2).sum() < before


@pytest.mark.parametrize("kind", [SGD, Adam])
@pytest.mark.parametrize("lr", [0, -0.1, float("nan"), float("inf")])
def test_lr_must_be_positive(kind, lr):
    with pytest.raises(ValueError, match="lr must be positive and finite, got"):
        kind(lr)


@pytest.mark.parametrize("kind", [SGD, Adam])
@pytest.mark.parametrize("decay", [-0.1, float("nan"), float("inf")])
def test_weight_decay_must_not_be_negative(kind, decay):
    with pytest.raises(ValueError, match=r"weight_decay must be (a finite number|in 0 ... 1 / lr)"):
        kind(0.1, weight_decay=decay)


@pytest.mark.parametrize("bad", [-0.1, 1.0, float("nan")])
def test_momentum_and_betas_are_in_0_to_1(bad):
    with pytest.raises(ValueError, match=r"momentum must be in \[0, 1\), got"):
        SGD(0.1, momentum=bad)
    with pytest.raises(ValueError, match=r"beta1 must be in \[0, 1\), got"):
        Adam(beta1=bad)
    with pytest.raises(ValueError, match=r"beta2 must be in \[0, 1\), got"):
        Adam(beta2=bad)


@pytest.mark.parametrize("eps", [0.0, -1e-8, float("nan")])
def test_eps_must_be_positive(eps):
    with pytest.raises(ValueError, match="eps must be positive and finite, got"):
        Adam(eps=eps)
